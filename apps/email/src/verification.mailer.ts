import { Refusal } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { createTransport } from 'nodemailer';
import { EmailConfig } from './email.config.js';

export interface Mail {
  /** The same for every attempt: mail servers and readers drop repetitions by it. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
}

/** Hands mails to the mail server. */
@Injectable()
export class VerificationMailer {
  private readonly transport;

  constructor(
    private readonly config: EmailConfig,
    private readonly telemetry: Telemetry,
  ) {
    const patience = config.SMTP_TIMEOUT;
    this.transport = createTransport(
      {
        url: config.SMTP_URL,
        connectionTimeout: patience,
        greetingTimeout: patience,
        socketTimeout: patience,
      },
      { from: config.MAIL_FROM },
    );
  }

  /**
   * Sends one mail.
   * @throws Refusal when the server will never take it (a 5xx to the mail itself); any other error is worth another attempt
   */
  async send(mail: Mail): Promise<void> {
    const span = { kind: SpanKind.CLIENT, attributes: { 'peer.service': 'smtp' } };
    await this.telemetry.tracing.run('send mail', span, async () => {
      await this.transport.sendMail(mail).catch((error: SmtpError) => {
        throw withoutAddress(error);
      });
    });
  }
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
}

/** Without nodemailer's own message, which quotes the server: servers quote addresses, and errors are kept and logged. */
function withoutAddress({ code, command, responseCode = 0 }: SmtpError): Error {
  if (!responseCode) return new Error(`the mail server cannot be reached: ${code} at ${command}`);
  const answer = `the mail server answered ${responseCode} to ${command}`;
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'; // not about our credentials, or the time of day
  return isAboutMail && responseCode >= 500
    ? new Refusal('email.rejected', `${answer}: it never takes this mail`)
    : new Error(answer);
}
