import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** An SMTP server that keeps the mails it accepts, and fails on demand. */
export class Mailbox {
  readonly mails: ParsedMail[] = [];
  /** Refuses every recipient with this code; undefined accepts them again. */
  refuseWith?: number;
  /** Keeps every mail and answers with this code nevertheless, as a server does that fails at the last moment. */
  takeAndFailWith?: number;
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    // Real servers quote the address that they refuse.
    onRcptTo: ({ address }, _session, done) =>
      done(refusal(this.refuseWith, `<${address}>: refused by the test`)),
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        this.mails.push(mail);
        done(refusal(this.takeAndFailWith, 'failed by the test'));
      }, done);
    },
  });

  /** @param port by default a free one */
  static async open(port = 0): Promise<Mailbox> {
    const mailbox = new Mailbox();
    mailbox.server.on('error', () => {}); // a client that hangs up is no failure of the test
    const listening = once(mailbox.server.server, 'listening');
    mailbox.server.listen(port, '127.0.0.1');
    await listening;
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

const refusal = (responseCode: number | undefined, message: string): Error | null =>
  responseCode ? Object.assign(new Error(message), { responseCode }) : null;
