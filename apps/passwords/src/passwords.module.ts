import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { Clients } from './clients.js';
import { CredentialsController } from './credentials.controller.js';
import { Credentials } from './credentials.js';
import { CredentialsStore } from './credentials.store.js';
import { CredentialsSubscriber } from './credentials.subscriber.js';
import { CustomersClient } from './customers.client.js';
import * as events from './events.js';
import { LogInLimits } from './log-in-limits.js';
import { MetadataController } from './metadata.controller.js';
import { NetworksStore } from './networks.store.js';
import { PasswordChanges } from './password-changes.js';
import { PasswordsConfig } from './passwords.config.js';
import { ResetsController } from './resets.controller.js';
import { Resets } from './resets.js';
import { ResetsStore } from './resets.store.js';
import { Sessions } from './sessions.js';
import { SessionsStore } from './sessions.store.js';
import { Sweeper } from './sweeper.js';
import { TokensController } from './tokens.controller.js';

@Module({
  controllers: [
    CredentialsController,
    CredentialsSubscriber,
    MetadataController,
    ResetsController,
    TokensController,
  ],
  providers: [
    AccessTokens,
    Clients,
    Credentials,
    CredentialsStore,
    CustomersClient,
    LogInLimits,
    NetworksStore,
    PasswordChanges,
    Resets,
    ResetsStore,
    Sessions,
    SessionsStore,
    Sweeper,
  ],
})
class PasswordsModule {}

export const passwords = service({
  name: 'passwords',
  port: 4003,
  owner: 'accounts',
  version: '2.0.1',
  config: PasswordsConfig,
  module: PasswordsModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
  withoutDatabase: [
    'POST /oauth/token',
    'GET /.well-known/jwks.json',
    'GET /.well-known/oauth-authorization-server',
  ],
});
