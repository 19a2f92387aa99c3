import { Database, type Tx } from '#libs/database';
import { type DataOf, Effects, Erasure, Outbox } from '#libs/messaging';
import { Clock } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { EmailConfig } from './email.config.js';
import { type CustomerChanged, CustomerForgotten, EmailVerified, SendVerification, VerificationSent } from './events.js';
import { read, sign } from './verification-link.js';
import { VerificationMailer } from './verification.mailer.js';
import { VerificationsStore } from './verifications.store.js';

type Request = DataOf<typeof SendVerification>;

@Injectable()
export class Verifications {
  private readonly sent;
  private readonly verified;

  constructor(
    private readonly database: Database,
    private readonly store: VerificationsStore,
    private readonly mailer: VerificationMailer,
    private readonly outbox: Outbox,
    private readonly effects: Effects,
    private readonly erasure: Erasure,
    private readonly clock: Clock,
    private readonly config: EmailConfig,
    { metrics }: Telemetry,
  ) {
    this.sent = metrics.count('verification_mails_sent_total', 'Verification mails the mail server took');
    this.verified = metrics.count('email_addresses_verified_total', 'Addresses that were verified');
  }

  /** @param eventId the event that asks for it: one event, one mail */
  async request(tx: Tx, eventId: string, request: Request): Promise<void> {
    await this.store.insert(tx, request);
    await this.effects.add(tx, SendVerification, `verification-${eventId}`, request, request.customerId);
  }

  /** A changed customer is asked again only when the address is what changed. */
  async requestAgain(tx: Tx, eventId: string, { changed, ...request }: DataOf<typeof CustomerChanged>): Promise<void> {
    if (changed.includes('email')) await this.request(tx, eventId, request);
  }

  /** @param key the same for every attempt */
  async send(key: string, { customerId, email, emailHash, givenName }: Request): Promise<void> {
    const { VERIFICATION_KEY, VERIFICATION_VALID, PUBLIC_URL } = this.config;
    const token = await sign({ customerId, emailHash }, VERIFICATION_KEY, this.clock.now(), VERIFICATION_VALID);
    const link = new URL(`/verifications/${token}`, PUBLIC_URL).href;
    await this.mailer.send({
      messageId: `<${key}@troupe>`,
      to: email,
      subject: 'Please verify your e-mail address',
      text: `Hello ${givenName},\n\nplease confirm that this address is yours:\n\n${link}\n`,
    });
    await this.database.inTransaction(async (tx) => {
      if (await this.store.markSent(tx, customerId, emailHash)) await this.outbox.add(tx, VerificationSent({ customerId }));
    });
    this.sent.add();
  }

  /** Whether the link is good, without using it up: mail scanners follow links. */
  async check(token: string): Promise<void> {
    await read(token, this.config.VERIFICATION_KEY, this.clock.now());
  }

  /** The second use of a link changes nothing. */
  async verify(token: string): Promise<void> {
    const claim = await read(token, this.config.VERIFICATION_KEY, this.clock.now());
    await this.database.inTransaction(async (tx) => {
      if (!(await this.store.markVerified(tx, claim.customerId, claim.emailHash))) return;
      await this.outbox.add(tx, EmailVerified(claim));
      this.verified.add();
    });
  }

  async forget(tx: Tx, customerId: string): Promise<void> {
    await this.store.delete(tx, customerId);
    await this.erasure.erase(tx, customerId);
    await this.outbox.add(tx, CustomerForgotten({ customerId }));
  }
}
