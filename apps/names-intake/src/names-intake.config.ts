import { configuration } from '#libs/service';

export class NamesIntakeConfig extends configuration('names-intake') {}
