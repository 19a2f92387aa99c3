import { atOnce, configuration, days, duration, services, webUrl } from '#libs/service';
import { z } from 'zod';

export class MonitorConfig extends configuration('monitor', {
  SERVICE_URLS: services(),
  LIVE_EVERY: duration('1s').meta({ description: 'Time between two counts for those who read `/live`' }),
  LIVE_READERS: atOnce(50, 'Readers of `/live` at once, in each process'),
  HEARTBEAT: duration('15s').meta({ description: 'Time between two comments on `/live`' }),
  DEADLINES_EVERY: duration('1s').meta({
    description: 'Time between two looks for steps that missed their deadline',
  }),
  PROCESS_DAYS: days(30).meta({
    description: 'Days that a process is kept after its last step, unless it is stuck',
  }),
  TRACES_URL: webUrl().optional().meta({
    optional: true,
    inContainers: 'http://localhost:9411/zipkin/traces',
    description:
      'Where people see traces: the page appends the id of one; without it, the page has no such links',
  }),
  LOGS_URL: webUrl().optional().meta({
    optional: true,
    inContainers: 'http://localhost:9428/select/vmui/#/?g0.relative_time=last_30_days&query=*:',
    description:
      'Where people search the log lines of all services: the page appends a correlation ID; without it, the page names the command only',
  }),
  FAULTS_URL: webUrl().optional().meta({
    optional: true,
    description: 'Where browsers turn faults on: `npm start` sets it, and no deployment has such an address',
  }),
  COMMAND_OPTIONS: z.string().max(1_000).optional().meta({
    optional: true,
    description: 'What the commands on the page end with, such as `--data DIR`: only `npm start` sets it',
  }),
}) {}
