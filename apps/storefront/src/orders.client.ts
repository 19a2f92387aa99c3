import { type Peer, Peers, withHeaders } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { BadParameters, badList } from './bad-list.js';
import type { CartLine } from './cart.js';
import { Money } from './money.js';
import type { Person } from './person.js';
import { cursorIn, PageLinks, queryOf } from './query.js';
import { MOST_COPIES } from './record.js';
import { sentenceOf } from './sentences.js';

const Item = z.object({ recordId: z.uuid(), quantity: z.int().min(1).max(MOST_COPIES) });
export type Item = z.infer<typeof Item>;
const Line = Item.extend({ artist: z.string(), title: z.string(), price: Money });
const Return = z.object({
  returnId: z.uuid(),
  state: z.string(),
  lines: z.array(Item),
  announced: z.array(Item),
  reason: z.string().optional(),
});

/** What the shop shows of an order. Its links are what can be done with it now. */
export const Order = z.object({
  orderId: z.uuid(),
  state: z.string(),
  placedAt: z.iso.datetime(),
  lines: z.array(Line),
  total: Money,
  kept: Money,
  payBy: z.iso.datetime().optional(),
  reason: z.string().optional(),
  trackingId: z.string().optional(),
  cancellation: z.literal('too-late').optional(),
  returns: z.array(Return),
  links: z.object({
    cancel: z.string().optional(),
    'pay-again': z.string().optional(),
    return: z.string().optional(),
  }),
});
export type Order = z.infer<typeof Order>;
const Summary = Order.pick({ orderId: true, state: true, placedAt: true, total: true, kept: true }).extend({
  lines: z.array(z.object({ title: z.string() })),
});
export type Summary = z.infer<typeof Summary>;
export const Orders = withHeaders({ link: PageLinks }, z.object({ orders: z.array(Summary) }));
export const Placed = z.object({ orderId: z.uuid() });
/** Why a cart is refused, and at which prices or without which records it is not. */
export const Objections = z.object({
  type: z.string(),
  prices: z.array(z.object({ recordId: z.uuid(), price: Money })).optional(),
  records: z.array(z.uuid()).optional(),
});
/** Why something else is refused: the kind of the problem. */
export const Refused = z.object({ type: z.string() });
/** What orders refuses of a request of any kind. */
const REFUSALS = { 400: Refused, 410: Refused, 422: Refused } as const;

/** What is sent with each. */
export const NewOrder = z.object({ lines: z.array(Item.extend({ price: Money })), token: z.string() });
export const NewPayment = z.object({ token: z.string() });
export const NewReturn = z.object({ lines: z.array(Item) });

/** What became of an action: done, refused for a reason, or there is no such order of this person. */
export type Outcome = { isDone: true } | { isDone: false; because?: string | undefined };
const notDone = (body?: z.infer<typeof Refused>): Outcome => ({
  isDone: false,
  because: body && sentenceOf(body.type),
});

@Injectable()
export class OrdersClient {
  private readonly peer: Peer;

  constructor(peers: Peers) {
    this.peer = peers.to('orders');
  }

  /**
   * A page of the person's orders, the newest first, and the cursor of the next one.
   * @throws Refusal (400) when there is no such page
   */
  async list({ token }: Person, cursor?: string) {
    const answers = { 200: Orders, 400: BadParameters };
    const answer = await this.peer.call('GET', `/orders${queryOf({ cursor })}`, answers, { token });
    if (answer.status === 400) throw badList(answer.body);
    return { orders: answer.body.orders, next: cursorIn(answer.headers.link) };
  }

  async order({ token }: Person, orderId: string): Promise<Order | undefined> {
    const answers = { 200: Order, 404: null };
    return (await this.peer.call('GET', `/orders/${orderId}`, answers, { token })).body;
  }

  /**
   * Orders what is in a cart.
   * @param means the token of the payment gateway
   * @param key by which a repetition places no second order
   */
  place({ token }: Person, lines: readonly CartLine[], means: string, key: string) {
    return this.peer.call(
      'POST',
      '/orders',
      { 201: Placed, ...REFUSALS, 409: Objections },
      {
        body: { lines, token: means },
        schema: NewOrder,
        headers: { 'idempotency-key': key },
        token,
      },
    );
  }

  cancel(person: Person, orderId: string): Promise<Outcome> {
    return this.act(person, `/orders/${orderId}/cancellation`, {});
  }

  payAgain(person: Person, orderId: string, means: string, key: string): Promise<Outcome> {
    return this.act(person, `/orders/${orderId}/payments`, {
      body: { token: means },
      schema: NewPayment,
      headers: { 'idempotency-key': key },
    });
  }

  takeBack(person: Person, orderId: string, lines: Item[], key: string): Promise<Outcome> {
    return this.act(person, `/orders/${orderId}/returns`, {
      body: { lines },
      schema: NewReturn,
      headers: { 'idempotency-key': key },
    });
  }

  private async act(
    { token }: Person,
    path: string,
    outgoing: Parameters<Peer['call']>[3],
  ): Promise<Outcome> {
    const answers = { 202: null, ...REFUSALS, 404: null, 409: Refused };
    const { status, body } = await this.peer.call('POST', path, answers, { ...outgoing, token });
    return status === 202 ? { isDone: true } : notDone(body);
  }
}
