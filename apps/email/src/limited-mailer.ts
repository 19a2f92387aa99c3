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

  constructor(
    private readonly mailer: VerificationMailer,
    private readonly config: EmailConfig,
    limits: Limits,
  ) {
    this.mails = limits.of('mails-per-address-per-hour', config.MAILS_PER_ADDRESS_PER_HOUR, HOUR_S);
  }

  /**
   * Sends a mail.
   * @param kind of the mail: each is limited by itself
   * @throws Error when the address got too many mails; the mail is tried again
   */
  async send(kind: string, mail: Mail): Promise<void> {
    let begun = false;
    const work = () => {
      begun = true;
      return this.mailer.send(mail);
    };
    await this.mails
      .countIf(`${kind} ${mail.to}`, work, () => true)
      .catch((error: unknown) => {
        if (begun || !(error instanceof Refusal)) throw error;
        const { MAILS_PER_ADDRESS_PER_HOUR: most } = this.config;
        throw new Error(`the address got ${most} mails within an hour: the next one waits`); // a refusal would not be retried
      });
  }
}
