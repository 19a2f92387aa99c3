import { problemType } from '#libs/messaging';
import { type LimitedPeer, PeerFailure, Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { EmailConfig } from './email.config.js';

export interface Mail {
  /** The same for every attempt, so that mail servers and mail readers can drop duplicates. */
  messageId: string;
  to: string;
  subject: string;
  /** Without the name of the site, with which each mail ends. */
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

const PEER = 'smtp';

/**
 * Answers about the server or about us, whatever command they follow: it closes (RFC 5321, section 3.8), or wants us to log in
 * (RFC 4954, section 6).
 */
const NOT_ABOUT_THE_MAIL = [421, 530];

/** Sends mails through the mail server, within the limits of a peer. */
@Injectable()
export class VerificationMailer {
  private readonly server: LimitedPeer;
  private readonly transport;
  private readonly signature;

  constructor({ SMTP_URL: url, SMTP_TIMEOUT: timeout, MAIL_FROM, SITE_NAME }: EmailConfig, peers: Peers) {
    this.signature = SITE_NAME;
    this.server = peers.other(PEER, WHOLE_MAIL * timeout);
    this.transport = createTransport(
      {
        url,
        connectionTimeout: timeout, // with the look-up of the name
        greetingTimeout: timeout,
        socketTimeout: timeout,
      },
      { from: MAIL_FROM.includes('<') ? MAIL_FROM : { name: SITE_NAME, address: MAIL_FROM } },
    );
  }

  /**
   * Sends one mail.
   * @throws Refusal when the server rejects the mail itself for good (5xx); Error when it does so for now (4xx); PeerFailure when
   * the server fails
   */
  async send(mail: Mail): Promise<void> {
    const text = `${mail.text}\n${this.signature}\n`;
    const rejection = await this.server.call('send mail', (signal) =>
      this.transport.sendMail({ ...mail, text, signal }).then(() => undefined, rejectionOf),
    );
    if (rejection) throw rejection;
  }
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
}

/**
 * Why the server rejects this mail, which says nothing about other mails. Nodemailer's message is left out: it quotes the
 * server, servers quote addresses, and errors are stored and logged.
 * @throws PeerFailure when the error is not about the mail
 */
function rejectionOf({ code, command, responseCode = 0 }: SmtpError): Error {
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (!responseCode)
    throw new PeerFailure(PEER, code === 'ETIMEDOUT' ? 'timeout' : 'unreachable', `${code} at ${command}`);
  if (!isAboutMail || NOT_ABOUT_THE_MAIL.includes(responseCode))
    throw new PeerFailure(PEER, 'refused', `answered ${responseCode} to ${command}`);
  const answer = `the mail server answered ${responseCode} to ${command}`;
  return responseCode >= 500
    ? Rejected.refusal(`${answer}: it rejects this mail for good`)
    : new Error(answer);
}
