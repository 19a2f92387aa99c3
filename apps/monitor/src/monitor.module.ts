import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { Deadlines } from './deadlines.js';
import * as events from './events.js';
import { Gauges } from './gauges.js';
import { Glances } from './glance.js';
import { HospitalsClient } from './hospitals.client.js';
import { HospitalsController } from './hospitals.controller.js';
import { LiveController } from './live.controller.js';
import { Live } from './live.js';
import { MonitorConfig } from './monitor.config.js';
import { OperatorApi } from './operator-api.client.js';
import { OverviewController } from './overview.controller.js';
import { Overview } from './overview.js';
import { PageController } from './page.controller.js';
import { PlatformController } from './platform.controller.js';
import { ProcessesController } from './processes.controller.js';
import { Processes } from './processes.js';
import { ProcessesStore } from './processes.store.js';
import { ProcessesSubscriber } from './processes.subscriber.js';
import { RunbooksController } from './runbooks.controller.js';
import { StepMetrics } from './step-metrics.js';
import { Traffic } from './traffic.js';
import { TrafficStore } from './traffic.store.js';

@Module({
  controllers: [
    PageController,
    OverviewController,
    HospitalsController,
    ProcessesController,
    PlatformController,
    RunbooksController,
    LiveController,
    ProcessesSubscriber,
  ],
  providers: [
    Processes,
    ProcessesStore,
    HospitalsClient,
    OperatorApi,
    Overview,
    Traffic,
    TrafficStore,
    StepMetrics,
    Deadlines,
    Gauges,
    Glances,
    Live,
  ],
})
class MonitorModule {}

export const monitor = service({
  name: 'monitor',
  port: 4000,
  owner: 'operations',
  version: '1.1.3',
  config: MonitorConfig,
  module: MonitorModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
  retention: ({ PROCESS_DAYS: days }) => [
    { table: 'process', column: 'changed_at', days, unless: `state in ('running', 'stuck')` },
  ],
  withoutDatabase: ['GET /flows', 'GET /queues', 'GET /live'],
  withBroker: ['GET /queues'],
});
