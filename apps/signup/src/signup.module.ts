import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { CustomersClient } from './customers.client.js';
import * as events from './events.js';
import { PasswordsClient } from './passwords.client.js';
import { SignupConfig } from './signup.config.js';
import { SignupsController } from './signups.controller.js';
import { SignupsService } from './signups.service.js';
import { SignupsSubscriber } from './signups.subscriber.js';

@Module({
  controllers: [SignupsController, SignupsSubscriber],
  providers: [SignupsService, CustomersClient, PasswordsClient],
})
class SignupModule {}

export const signup = service({
  name: 'signup',
  port: 4001,
  owner: 'accounts',
  version: '1.0.2',
  config: SignupConfig,
  module: SignupModule,
  events,
});
