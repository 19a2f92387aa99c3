import { configuration, perMinute } from '#libs/service';

export class NamesIntakeConfig extends configuration('names-intake', {
  REGISTRATIONS_PER_MINUTE: perMinute(60, 'Births registered per minute from one network address'),
}) {}
