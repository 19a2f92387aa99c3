import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import * as events from './events.js';
import { ExportsController } from './exports.controller.js';
import { ExportsStore } from './exports.store.js';
import { ExportsSubscriber } from './exports.subscriber.js';
import { Exports } from './exports.js';
import { FactsStore } from './facts.store.js';
import { FactsSubscriber } from './facts.subscriber.js';
import { Facts } from './facts.js';
import { ReportingConfig } from './reporting.config.js';
import { ReportsController } from './reports.controller.js';
import { Reports } from './reports.js';
import { ReportsStore } from './reports.store.js';

@Module({
  controllers: [ExportsController, ExportsSubscriber, FactsSubscriber, ReportsController],
  providers: [Exports, ExportsStore, Facts, FactsStore, Reports, ReportsStore],
})
class ReportingModule {}

export const reporting = service({
  name: 'reporting',
  port: 4016,
  owner: 'accounts',
  version: '1.0.1',
  config: ReportingConfig,
  module: ReportingModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
  retention: ({ EXPORT_DAYS: days }) => [{ table: 'export', column: 'requested_at', days }],
});
