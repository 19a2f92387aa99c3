import { configuration, days, duration, services } from '#libs/service';

export class MonitorConfig extends configuration('monitor', {
  SERVICE_URLS: services(),
  DEADLINES_EVERY: duration('1s').meta({
    description: 'Time between two looks for steps that missed their deadline',
  }),
  PROCESS_DAYS: days(30).meta({
    description: 'Days that a process is kept after its last step, unless it is stuck',
  }),
}) {}
