import { service } from '#libs/service';
import { Module } from '@nestjs/common';
import { AccountMails } from './account-mails.js';
import { AccountMailsSubscriber } from './account-mails.subscriber.js';
import { EmailConfig } from './email.config.js';
import * as events from './events.js';
import { LimitedMailer } from './limited-mailer.js';
import { OrderMails } from './order-mails.js';
import { OrderMailsSubscriber } from './order-mails.subscriber.js';
import { PasswordsClient } from './passwords.client.js';
import { RecipientsStore } from './recipients.store.js';
import { VerificationMailer } from './verification.mailer.js';
import { VerificationsController } from './verifications.controller.js';
import { Verifications } from './verifications.js';
import { VerificationsStore } from './verifications.store.js';
import { VerificationsSubscriber } from './verifications.subscriber.js';

@Module({
  controllers: [
    AccountMailsSubscriber,
    OrderMailsSubscriber,
    VerificationsController,
    VerificationsSubscriber,
  ],
  providers: [
    AccountMails,
    LimitedMailer,
    OrderMails,
    PasswordsClient,
    RecipientsStore,
    Verifications,
    VerificationsStore,
    VerificationMailer,
  ],
})
class EmailModule {}

export const email = service({
  name: 'email',
  port: 4004,
  owner: 'engagement',
  version: '1.0.3',
  config: EmailConfig,
  module: EmailModule,
  events,
  migrations: new URL('./migrations/', import.meta.url),
});
