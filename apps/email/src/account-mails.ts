import { Database, type Tx } from '#libs/database';
import { type DataOf, Effects, type Envelope, Outbox } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { NoticeSent, ResetSent, SendNotice, SendReset } from './events.js';
import { LimitedMailer } from './limited-mailer.js';
import { PasswordsClient } from './passwords.client.js';

const NOTICES: Record<DataOf<typeof SendNotice>['kind'], { subject: string; text: string }> = {
  'password-changed': {
    subject: 'Your password was changed',
    text: 'Your password was changed, and all your devices were logged out.\n\nIf this was not you, ask for a new password where you log in. We send the link to this address.',
  },
  'token-reused': {
    subject: 'We logged out one of your devices',
    text: 'Someone used a copy of the key that keeps one of your devices logged in, so we have logged that device out.\n\nPlease log in again. If you suspect that someone else had access to your account, change your password.',
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
    const text = `Hello,

You have asked for a new password. Open this link to choose one:

${reset.link}

The link works once, until ${inWords(reset.expiresAt)}. If you have not asked for it, ignore this mail: your password stays as it is.
`;
    await this.mailer.send('reset', { ...mailOf(key, email), subject: 'Choose a new password', text });
    await this.database.inTransaction((tx) => this.outbox.add(tx, ResetSent({ customerId, requestId })));
  }

  async sendNotice(key: string, { customerId, email, kind }: DataOf<typeof SendNotice>): Promise<void> {
    const { subject, text } = NOTICES[kind];
    await this.mailer.send(kind, { ...mailOf(key, email), subject, text: `Hello,\n\n${text}\n` });
    await this.database.inTransaction((tx) => this.outbox.add(tx, NoticeSent({ customerId, kind })));
  }
}

/** Such as `November 28, 2026 at 12:00 PM UTC`. */
const inWords = (moment: string): string =>
  `${new Date(moment).toLocaleString('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })} UTC`;

const mailOf = (key: string, to: string) => ({ messageId: `<${key}@troupe>`, to });
