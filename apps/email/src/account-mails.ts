import { Database, type Tx } from '#libs/database';
import { type DataOf, Effects, type Envelope, Outbox } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { NoticeSent, ResetSent, SendNotice, SendReset } from './events.js';
import { LimitedMailer } from './limited-mailer.js';
import { PasswordsClient } from './passwords.client.js';

const NOTICES: Record<DataOf<typeof SendNotice>['kind'], { subject: string; text: string }> = {
  'password-changed': {
    subject: 'Your password was changed',
    text: 'your password was changed, and every device was logged out.\n\nIf this was not you, ask for a new password where you log in: the link for it comes to this address.',
  },
  'token-reused': {
    subject: 'We logged out one of your devices',
    text: 'somebody used a copy of the key that keeps one of your devices logged in, so we ended that session.\n\nPlease log in again, and change your password if this was not you.',
  },
};

/** Mails about the log-in of a customer. The address comes with the event, and is gone once the mail is sent. */
@Injectable()
export class AccountMails {
  constructor(
    private readonly database: Database,
    private readonly mailer: LimitedMailer,
    private readonly passwords: PasswordsClient,
    private readonly effects: Effects,
    private readonly outbox: Outbox,
  ) {}

  /** @param envelope of the event that causes the mail: one event, one mail */
  requestReset(tx: Tx, { id }: Envelope, reset: DataOf<typeof SendReset>): Promise<void> {
    return this.effects.add(tx, SendReset, `reset-${id}`, reset, reset.customerId);
  }

  /** @param envelope as above */
  requestNotice(tx: Tx, { id }: Envelope, notice: DataOf<typeof SendNotice>): Promise<void> {
    return this.effects.add(tx, SendNotice, `notice-${id}`, notice, notice.customerId);
  }

  /** Sends a link, which `passwords` tells only now, so that no event and no row has it. */
  async sendReset(key: string, { requestId, customerId, email }: DataOf<typeof SendReset>): Promise<void> {
    const reset = await this.passwords.resetLink(requestId);
    if (!reset) return; // used, expired or erased before the mail was sent
    const until = reset.expiresAt.slice(0, 16).replace('T', ' ');
    const text = `Hello,\n\nto choose a new password, open this link before ${until} UTC:\n\n${reset.link}\n\nIf you did not ask for it, do nothing: your password stays as it is.\n`;
    await this.mailer.send('reset', { ...mailOf(key, email), subject: 'Choose a new password', text });
    await this.database.inTransaction((tx) => this.outbox.add(tx, ResetSent({ customerId, requestId })));
  }

  async sendNotice(key: string, { customerId, email, kind }: DataOf<typeof SendNotice>): Promise<void> {
    const { subject, text } = NOTICES[kind];
    await this.mailer.send(kind, { ...mailOf(key, email), subject, text: `Hello,\n\n${text}\n` });
    await this.database.inTransaction((tx) => this.outbox.add(tx, NoticeSent({ customerId, kind })));
  }
}

const mailOf = (key: string, to: string) => ({ messageId: `<${key}@troupe>`, to });
