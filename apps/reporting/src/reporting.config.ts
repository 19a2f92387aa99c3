import { configuration, days } from '#libs/service';

export class ReportingConfig extends configuration('reporting', {
  EXPORT_DAYS: days(7).meta({ description: 'Days that an export can be read' }),
}) {}
