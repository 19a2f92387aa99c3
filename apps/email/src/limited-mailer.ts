import { Refusal } from '#libs/messaging';
import { type Limiter, Limits } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { EmailConfig } from './email.config.js';
import { type Mail, VerificationMailer } from './verification.mailer.js';

const HOUR_S = 3_600;

/** Anyone may sign up with any address, be erased and sign up again: so what an address gets is limited, whoever has it. */
@Injectable()
export class LimitedMailer {
  private readonly mails: Limiter;
  private readonly aboutOrders: Limiter;

  constructor(
    private readonly mailer: VerificationMailer,
    private readonly config: EmailConfig,
    limits: Limits,
  ) {
    const { MAILS_PER_ADDRESS_PER_HOUR, ORDER_MAILS_PER_ADDRESS_PER_HOUR } = config;
    this.mails = limits.of('mails-per-address-per-hour', MAILS_PER_ADDRESS_PER_HOUR, HOUR_S);
    this.aboutOrders = limits.of(
      'order-mails-per-address-per-hour',
      ORDER_MAILS_PER_ADDRESS_PER_HOUR,
      HOUR_S,
    );
  }

  /**
   * Sends a mail.
   * @param kind of the mail: each is limited by itself
   * @throws Error when the address got too many mails; the mail is tried again
   */
  send(kind: string, mail: Mail): Promise<void> {
    return this.count(this.mails, this.config.MAILS_PER_ADDRESS_PER_HOUR, `${kind} ${mail.to}`, mail);
  }

  /**
   * Sends a mail about an order. No other mail makes it wait, and it waits only where a program orders: a customer who buys a
   * lot gets every mail at once.
   * @throws Error as `send` does
   */
  sendAboutOrder(mail: Mail): Promise<void> {
    return this.count(this.aboutOrders, this.config.ORDER_MAILS_PER_ADDRESS_PER_HOUR, mail.to, mail);
  }

  private async count(limiter: Limiter, most: number, key: string, mail: Mail): Promise<void> {
    let begun = false;
    const work = () => {
      begun = true;
      return this.mailer.send(mail);
    };
    await limiter
      .countIf(key, work, () => true)
      .catch((error: unknown) => {
        if (begun || !(error instanceof Refusal)) throw error;
        throw new Error(`the address got ${most} mails within an hour: the next one waits`); // a refusal would not be retried
      });
  }
}
