import { problemType } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { createTransport } from 'nodemailer';
import { EmailConfig } from './email.config.js';

export interface Mail {
  /** The same for every attempt, so that mail servers and mail readers can drop duplicates. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
}

const Rejected = problemType({
  code: 'email.rejected',
  status: 422,
  meaning: 'The mail server rejects this mail for good.',
  advice: 'Check the address and the answer of the server, then replay or discard the effect.',
  where:
    'No request is answered with it: it is why `email` gives up a mail, which operators find in its hospital.',
});

/** A whole mail may take this many times the longest wait for one answer, because it needs several answers. */
export const WHOLE_MAIL = 2;

/** Sends mails through the mail server. */
@Injectable()
export class VerificationMailer {
  private readonly transport;

  constructor(
    private readonly config: EmailConfig,
    private readonly telemetry: Telemetry,
  ) {
    const timeout = config.SMTP_TIMEOUT;
    this.transport = createTransport(
      {
        url: config.SMTP_URL,
        connectionTimeout: timeout, // with the look-up of the name
        greetingTimeout: timeout,
        socketTimeout: timeout,
      },
      { from: config.MAIL_FROM },
    );
  }

  /**
   * Sends one mail.
   * @throws Refusal when the server rejects the mail itself for good (5xx); any other error may pass with another attempt
   */
  async send(mail: Mail): Promise<void> {
    const span = { kind: SpanKind.CLIENT, attributes: { 'peer.service': 'smtp' } };
    await this.telemetry.tracing.run('send mail', span, async () => {
      const signal = AbortSignal.timeout(WHOLE_MAIL * this.config.SMTP_TIMEOUT);
      await this.transport.sendMail({ ...mail, signal }).catch((error: SmtpError) => {
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

/** Leaves out nodemailer's message: it quotes the server, servers quote addresses, and errors are stored and logged. */
function withoutAddress({ code, command, responseCode = 0 }: SmtpError): Error {
  if (code === 'EABORT') return new Error('the mail server takes too long to accept the mail');
  if (!responseCode) return new Error(`the mail server cannot be reached: ${code} at ${command}`);
  const answer = `the mail server answered ${responseCode} to ${command}`;
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'; // not about our credentials or the server's load
  return isAboutMail && responseCode >= 500
    ? Rejected.refusal(`${answer}: it rejects this mail for good`)
    : new Error(answer);
}
