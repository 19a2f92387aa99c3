import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import * as events from './events.js';
import { ImportsController } from './imports.controller.js';
import { Imports } from './imports.js';
import { ImportsStore } from './imports.store.js';
import { NamesIntakeConfig } from './names-intake.config.js';
import { RegistrationsController } from './registrations.controller.js';
import { Registrations } from './registrations.js';
import { RegistrationsStore } from './registrations.store.js';

@Module({
  controllers: [RegistrationsController, ImportsController],
  providers: [Registrations, RegistrationsStore, Imports, ImportsStore],
})
class NamesIntakeModule {}

export const namesIntake = service({
  name: 'names-intake',
  port: 4021,
  owner: 'names',
  version: '1.0.1',
  config: NamesIntakeConfig,
  module: NamesIntakeModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
