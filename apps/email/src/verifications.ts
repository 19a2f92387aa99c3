import { afterCommit, Database, type Tx } from '#libs/database';
import { type DataOf, Effects, type Envelope, Erasure, Outbox } from '#libs/messaging';
import { Awaited, Clock, type Limiter, Limits, urlBelow } from '#libs/service';
import { newId, Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { EmailConfig } from './email.config.js';
import { CustomerForgotten, EmailVerified, SendVerification, VerificationSent } from './events.js';
import { greeting } from './greeting.js';
import { LimitedMailer } from './limited-mailer.js';
import { RecipientsStore } from './recipients.store.js';
import {
  AddressNotKept,
  AlreadyVerified,
  badLink,
  type Claim,
  readClaim,
  readOldClaim,
  signClaim,
} from './verification-link.js';
import { type Known, VerificationsStore } from './verifications.store.js';

type Request = DataOf<typeof SendVerification>;
type Recipient = Omit<Request, 'version' | 'isAgain'>;

const HOUR_S = 3_600;

@Injectable()
export class Verifications {
  private readonly sent;
  private readonly again: Limiter;
  private readonly verified;

  constructor(
    private readonly database: Database,
    private readonly store: VerificationsStore,
    private readonly recipients: RecipientsStore,
    private readonly mailer: LimitedMailer,
    private readonly outbox: Outbox,
    private readonly effects: Effects,
    private readonly erasure: Erasure,
    private readonly awaited: Awaited,
    private readonly clock: Clock,
    private readonly config: EmailConfig,
    limits: Limits,
    { metrics }: Telemetry,
  ) {
    this.again = limits.of('verification-requests-per-hour', config.VERIFICATION_REQUESTS_PER_HOUR, HOUR_S);
    this.sent = metrics.count(
      'verification_mails_sent_total',
      'Verification mails that the mail server accepted',
    );
    this.verified = metrics.count('email_addresses_verified_total', 'Addresses that were verified');
  }

  /**
   * Requests verification of the newest address, whichever event arrives last.
   * @param envelope of the event that causes the mail: one event, one mail
   * @param isChange whether the event says that the address is new, even if it is the one known before
   */
  async request(
    tx: Tx,
    { id, entityversion: version = 1 }: Envelope,
    recipient: Recipient,
    isChange: boolean,
  ): Promise<void> {
    const request = { ...recipient, version, isAgain: false };
    const known = await this.store.lock(tx, request.customerId);
    await this.recipients.learn(tx, request.customerId, recipient, version);
    const isNewest = await this.store.learn(tx, request, isChange);
    if (!isNewest || (known && isKnown(known, request, isChange))) return;
    await this.effects.add(tx, SendVerification, `verification-${id}`, request, request.customerId);
  }

  /** @param key the same for every attempt */
  async send(key: string, { email, givenName, isAgain, ...address }: Request): Promise<void> {
    const isNewest = await this.database.inTransaction((tx) => this.store.knows(tx, address));
    if (!isNewest) return; // changed or erased before the mail was sent
    const link = await this.linkFor(address);
    const text = `${greeting(givenName)}

Please confirm that this e-mail address is yours:

${link}

If you have no account with us, ignore this mail.
`;
    // What a person asks for does not wait behind what others sent to the address: `VERIFICATION_REQUESTS_PER_HOUR` limits it.
    await this.mailer.send(isAgain ? 'verification-again' : 'verification', {
      messageId: `<${key}@troupe>`,
      to: email,
      subject: 'Please confirm your e-mail address',
      text,
    });
    this.sent.add();
    await this.database.inTransaction(async (tx) => {
      const isNew = await this.store.markSent(tx, address);
      if (isNew) await this.outbox.add(tx, VerificationSent({ customerId: address.customerId }));
    });
  }

  /** Whether the address of a link is verified already. It does not use the link, because mail scanners follow links. */
  async check(token: string): Promise<{ isVerified: boolean; email: string | null }> {
    const old = await this.readOldClaim(token);
    const known = await this.database.inTransaction(async (tx) => {
      await this.checkKnown(tx, old);
      return this.store.find(tx, old.customerId);
    });
    const { isVerified = false, email = null } = known ?? {};
    if (!isVerified) await this.readClaim(token); // who is done need not hear that the link has expired
    return { isVerified, email };
  }

  /**
   * Sends another mail to the address of a link, which may have expired.
   * @throws Refusal as `requestAgain` does, and (404) for a link to another address than the newest
   */
  async requestByLink(token: string): Promise<void> {
    const claim = await this.readOldClaim(token);
    await this.database.inTransaction((tx) => this.checkKnown(tx, claim));
    await this.requestAgain(claim.customerId);
  }

  /**
   * Sends another mail to the customer's newest address.
   * @throws Refusal when it is verified, or was not stored yet (409); when no address is known (404, or 503 while it may still
   * come, which does not count); after too many (429)
   */
  async requestAgain(customerId: string): Promise<void> {
    await this.again.count(customerId);
    await this.database.inTransaction(async (tx) => {
      const known = await this.store.find(tx, customerId);
      if (!known) {
        await this.again.giveBack(customerId);
        throw await this.awaited.missing(tx, customerId);
      }
      const request = sendable(known);
      await this.store.sendAgain(tx, customerId);
      await this.effects.add(tx, SendVerification, `verification-${newId()}`, request, customerId);
    });
  }

  /** Verifies the address. Using a link again has no effect. */
  async verify(token: string): Promise<void> {
    const claim = await this.readClaim(token);
    await this.database.inTransaction(async (tx) => {
      await this.checkKnown(tx, claim);
      if (!(await this.store.markVerified(tx, claim))) return;
      const { customerId, emailHash } = claim;
      await this.outbox.add(tx, EmailVerified({ customerId, emailHash }));
      afterCommit(tx, () => this.verified.add());
    });
  }

  async forget(tx: Tx, customerId: string): Promise<void> {
    await this.store.lock(tx, customerId); // a request or a verification in progress ends first, and is erased with the rest
    await this.erasure.erase(tx, customerId, this.store, CustomerForgotten({ customerId }));
  }

  private async linkFor(claim: Claim): Promise<string> {
    const { VERIFICATION_KEY, VERIFICATION_VALID, PUBLIC_URL } = this.config;
    const token = await signClaim(claim, VERIFICATION_KEY, this.clock.now(), VERIFICATION_VALID);
    return urlBelow(PUBLIC_URL, `/verifications/${token}`);
  }

  private readOldClaim(token: string): Promise<Claim> {
    return readOldClaim(token, this.config.VERIFICATION_KEY);
  }

  private readClaim(token: string): Promise<Claim> {
    return readClaim(token, this.config.VERIFICATION_KEY, this.clock.now());
  }

  /** Refuses a link to another address than the newest, one from before a change back to it, and every link of an erased customer. */
  private async checkKnown(tx: Tx, claim: Claim): Promise<void> {
    if (!(await this.store.knows(tx, claim))) throw badLink();
  }
}

/** What another mail needs. */
function sendable(known: Known): Request {
  const { email, givenName, isVerified, ...address } = known;
  if (isVerified) throw AlreadyVerified.refusal('This e-mail address is verified: there is nothing to do.');
  if (email === null || givenName === null)
    throw AddressNotKept.refusal(
      'This address was not kept by an earlier version: change the e-mail address of the customer to get a mail.',
    );
  return { ...address, email, givenName, isAgain: true };
}

/** Whether a mail to the address was requested before. */
const isKnown = (
  known: Pick<Request, 'emailHash' | 'version'>,
  { emailHash, version }: Request,
  isChange: boolean,
): boolean => known.version >= version || (known.emailHash === emailHash && !isChange);
