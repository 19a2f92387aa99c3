import { Database, type Tx } from '#libs/database';
import { type DataOf, Effects, type Envelope, Outbox, Totals } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { OrderMailSent, OrderNews, SendOrderMail } from './events.js';
import { greeting } from './greeting.js';
import { LimitedMailer } from './limited-mailer.js';
import { type News, orderMail } from './order-mail.js';
import { RecipientsStore } from './recipients.store.js';

interface Order {
  orderId: string;
  customerId: string;
}

/** Mails about orders, to the address that the customer has when they are sent. */
@Injectable()
export class OrderMails {
  constructor(
    private readonly database: Database,
    private readonly recipients: RecipientsStore,
    private readonly mailer: LimitedMailer,
    private readonly effects: Effects,
    private readonly outbox: Outbox,
    private readonly totals: Totals,
  ) {}

  /** @param envelope of the event that causes the mail: one event, one mail */
  async request(tx: Tx, { id }: Envelope, { orderId, customerId }: Order, news: News): Promise<void> {
    await this.effects.add(tx, SendOrderMail, `order-${id}`, { orderId, customerId, news }, customerId);
    this.totals.add(tx, OrderNews);
  }

  /** @throws Error while the address of the customer is not known: the event that tells it may come later */
  async send(key: string, { orderId, customerId, news }: DataOf<typeof SendOrderMail>): Promise<void> {
    const recipient = await this.database.inTransaction((tx) => this.recipients.find(tx, customerId));
    if (!recipient) throw new Error('the address of the customer is not known yet: the mail waits');
    const { subject, text } = orderMail(orderId, news);
    await this.mailer.sendAboutOrder({
      messageId: `<${key}@troupe>`,
      to: recipient.email,
      subject,
      text: `${greeting(recipient.givenName)}\n\n${text}\n`,
    });
    const sent = OrderMailSent({ orderId, customerId, kind: news.kind });
    await this.database.inTransaction((tx) => this.outbox.add(tx, sent));
  }
}
