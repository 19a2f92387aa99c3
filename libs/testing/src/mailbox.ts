import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server that keeps what it takes, and can be told to behave badly. */
export class Mailbox {
  readonly mails: ParsedMail[] = [];
  /** Answers every recipient with this code from now on; undefined takes mail again. */
  refuseWith?: number;
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      if (!this.refuseWith) return done();
      done(Object.assign(new Error('refused by the test'), { responseCode: this.refuseWith }));
    },
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        this.mails.push(mail);
        done();
      }, done);
    },
  });

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    mailbox.server.on('error', () => {}); // a client that hangs up is not the test's business
    const listening = once(mailbox.server.server, 'listening');
    mailbox.server.listen(0, '127.0.0.1');
    await listening;
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => void this.server.close(() => resolve()));
  }
}
