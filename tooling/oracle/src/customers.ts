import { eventually } from '#tooling/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { v5 } from 'uuid';
import { type Act, type Incident, type Plan, type PlannedOrder, tokenFor } from './plan.js';
import type { Answer, Shop } from './shop.js';

/** An id that follows from a text. */
const NAMESPACE = '0193a1b2-7c00-7000-8000-0000000000aa';
const idOf = (text: string): string => v5(text, NAMESPACE);

const OPERATOR = { operator: 'oracle' };
const CURRENCY = 'USD';
const FIRST_YEAR = 1950;
const HEARD_MS = 20;

/** What was told to a customer who ordered: what the order is, at the prices that were shown. */
export interface Told {
  lines: { recordId: string; quantity: number; price: number }[];
  total: number;
}

/** An order as its customer knows it. */
export interface Placed {
  orderId: string;
  told: Told;
  /** How many copies of each record have come back. */
  back: Map<string, number>;
  /** How often it was asked for, each time at newer prices. */
  asked: number;
}

/** The people of a plan, and what they do. It knows what they were told, and nothing else. */
export class Customers {
  /** The current price of each record in cents, by its number. */
  private readonly prices: number[];
  private readonly recordIds: string[] = [];
  readonly erased = new Set<string>();
  /** Copies that deliveries brought, by record. */
  readonly delivered = new Map<string, number>();
  private deliveries = 0;

  constructor(
    private readonly shop: Shop,
    private readonly plan: Plan,
    /** Different for each run, because ids in the logs and at the stubs must not repeat. */
    private readonly run: string,
  ) {
    this.prices = [...plan.prices];
  }

  get records(): readonly string[] {
    return this.recordIds;
  }

  customerId(number: number): string {
    return idOf(`${this.run} customer ${number}`);
  }

  /** Lists the records and registers the customers. */
  async prepare(): Promise<void> {
    for (const [number, amount] of this.plan.prices.entries())
      this.recordIds.push(await this.list(number, amount));
    await Promise.all(Array.from({ length: this.plan.customers }, (_, number) => this.register(number)));
    await this.untilKnown();
  }

  /** Until everyone has heard of the records and the customers, nothing can be ordered or delivered. */
  private async untilKnown(): Promise<void> {
    const known = async (service: string, table: string, many: number) => {
      const [row] = await this.shop.rows<{ count: number }>(service, `select count(*)::int from ${table}`);
      return row!.count >= many;
    };
    await eventually(() => known('orders', 'record where listed_version > 0', this.recordIds.length));
    await eventually(() => known('warehouse', 'stock where is_listed', this.recordIds.length));
    await eventually(() => known('loyalty', 'account', this.plan.customers));
  }

  async meet(incident: Incident): Promise<void> {
    const recordId = this.recordIds[incident.record]!;
    if (incident.kind === 'price') return this.changePrice(incident.record, incident.amount);
    const { quantity } = incident;
    const path = `/deliveries/oracle-${this.deliveries++}`;
    const { status } = await this.shop.call('warehouse', 'PUT', path, {
      as: OPERATOR,
      body: { lines: [{ recordId, quantity }] },
    });
    expectStatus(status, [201, 204], path);
    this.delivered.set(recordId, (this.delivered.get(recordId) ?? 0) + quantity);
  }

  /** Places an order, at the price that the customer is shown. @returns undefined when the customer is erased */
  async order(planned: PlannedOrder): Promise<Placed | undefined> {
    const key = idOf(`${this.run} order ${planned.number}`);
    const token = tokenFor(planned.token, key);
    let lines = planned.lines.map(({ record, quantity }) => ({
      recordId: this.recordIds[record]!,
      quantity,
      price: { amount: this.prices[record]! + (planned.isStale ? 1 : 0), currency: CURRENCY },
    }));
    for (let attempt = 0; ; attempt++) {
      const answers = await this.send(planned, `/orders`, { lines, token }, `${key}-${attempt}`);
      const { status, body } = sameOf(answers);
      if (status === 201)
        return {
          orderId: body.orderId,
          told: toldOf(body, lines),
          back: new Map(),
          asked: attempt + 1,
        };
      if (isGone(status)) return undefined;
      if (status !== 409 || !body.prices)
        throw new Error(`POST /orders answers ${status}: ${JSON.stringify(body)}`);
      const news = new Map<string, { amount: number; currency: string }>(
        body.prices.map((one: any) => [one.recordId, one.price]),
      );
      lines = lines.map((line) => ({ ...line, price: news.get(line.recordId) ?? line.price }));
    }
  }

  cancel(planned: PlannedOrder, orderId: string): Promise<Answer> {
    return this.send(planned, `/orders/${orderId}/cancellation`, undefined, 'cancel').then(sameOf);
  }

  payAgain(
    planned: PlannedOrder,
    orderId: string,
    { token }: Extract<Act, { do: 'pay again' }>,
  ): Promise<Answer> {
    const body = { token: tokenFor(token, idOf(`${orderId} again`)) };
    return this.send(planned, `/orders/${orderId}/payments`, body, `again-${orderId}`).then(sameOf);
  }

  /** Sends copies back, and the warehouse settles that. @returns what is to be refunded, in cents, unless it is refused */
  async sendBack(
    planned: PlannedOrder,
    { orderId, told, back }: Placed,
    act: Extract<Act, { do: 'return' }>,
  ): Promise<number | undefined> {
    const gone = (recordId: string) => (act.of === 'the order' ? 0 : (back.get(recordId) ?? 0));
    const lines = told.lines
      .map(({ recordId, quantity }) => ({
        recordId,
        quantity: Math.min(quantity - gone(recordId), act.most),
      }))
      .filter(({ quantity }) => quantity > 0);
    if (!lines.length) return undefined;
    const answers = await this.send(
      planned,
      `/orders/${orderId}/returns`,
      { lines },
      `return-${orderId}-${act.after}`,
    );
    const { status, body } = sameOf(answers);
    if (status !== 202) return undefined;
    const { returnId } = body.returns.at(-1);
    const accepted = await this.settleReturn(returnId as string, lines, act.outcome);
    for (const { recordId, quantity } of accepted) back.set(recordId, (back.get(recordId) ?? 0) + quantity);
    const price = new Map(told.lines.map((line) => [line.recordId, line.price]));
    return accepted.reduce((sum, { recordId, quantity }) => sum + quantity * price.get(recordId)!, 0);
  }

  async redeem(
    planned: PlannedOrder,
    { points }: Extract<Act, { do: 'redeem' }>,
  ): Promise<Answer | undefined> {
    const customerId = this.customerId(planned.customer);
    const wanted = points === 'all' ? (await this.account(customerId)).balance : points;
    if (!wanted) return undefined;
    return this.shop.call('loyalty', 'POST', `/accounts/${customerId}/redemptions`, {
      as: { person: customerId },
      body: { points: wanted },
      headers: { 'idempotency-key': idOf(`${this.run} redemption ${planned.number}`) },
    });
  }

  async erase(number: number): Promise<void> {
    const customerId = this.customerId(number);
    this.erased.add(customerId);
    const { status } = await this.shop.call('customers', 'DELETE', `/v2/customers/${customerId}`, {
      as: { person: customerId },
    });
    expectStatus(status, [204, 404, 410], 'DELETE /customers');
  }

  /** What an account shows to its owner. */
  async account(customerId: string): Promise<{ balance: number; debt: number }> {
    return (await this.shop.call('loyalty', 'GET', `/accounts/${customerId}`, { as: { person: customerId } }))
      .body;
  }

  /** What an order shows to its customer; undefined once that is erased. */
  async shown(
    customerId: string,
    orderId: string,
  ): Promise<{ state: string; kept: number; links: string[] } | undefined> {
    const { status, body } = await this.shop.call('orders', 'GET', `/orders/${orderId}`, {
      as: { person: customerId },
    });
    if (isGone(status)) return undefined;
    return { state: body.state, kept: body.kept.amount, links: Object.keys(body.links as object) };
  }

  /** @returns what was accepted */
  private async settleReturn(
    returnId: string,
    lines: { recordId: string; quantity: number }[],
    outcome: 'accept' | 'accept less' | 'reject',
  ): Promise<{ recordId: string; quantity: number }[]> {
    const less = lines
      .map(({ recordId, quantity }) => ({ recordId, quantity: quantity - 1 }))
      .filter(({ quantity }) => quantity);
    const accepted = outcome === 'accept less' && less.length ? less : lines;
    const isRejected = outcome === 'reject';
    const path = `/returns/${returnId}/${isRejected ? 'rejection' : 'acceptance'}`;
    const body = isRejected ? { reason: 'It was played too often.' } : { lines: accepted };
    // Until the warehouse has heard of it.
    for (;;) {
      const { status, body: answer } = await this.shop.call('warehouse', 'POST', path, {
        as: OPERATOR,
        body,
      });
      if (status === 200) return isRejected ? [] : accepted;
      if (status !== 404) throw new Error(`POST ${path} answers ${status}: ${JSON.stringify(answer)}`);
      await sleep(HEARD_MS);
    }
  }

  /** Sends a request as often as the plan says, at once. */
  private send(planned: PlannedOrder, path: string, body: unknown, key: string): Promise<Answer[]> {
    const as = { person: this.customerId(planned.customer) };
    const headers = { 'idempotency-key': key };
    return Promise.all(
      Array.from({ length: planned.times }, () =>
        this.shop.call('orders', 'POST', path, { as, body, headers }),
      ),
    );
  }

  private async list(number: number, amount: number): Promise<string> {
    const body = {
      artist: `Artist ${number}`,
      title: `Record ${number}`,
      year: FIRST_YEAR,
      genre: 'Jazz',
      tracks: [{ title: 'Track', seconds: 60 }],
      price: { amount, currency: CURRENCY },
    };
    const headers = { 'idempotency-key': `record-${this.run}-${number}` };
    const answer = await this.shop.call('catalog', 'POST', '/records', { as: OPERATOR, body, headers });
    expectStatus(answer.status, [201], 'POST /records');
    return answer.body.recordId as string;
  }

  private async register(number: number): Promise<void> {
    const customerId = this.customerId(number);
    const { status } = await this.shop.call('customers', 'PUT', `/v2/customers/${customerId}`, {
      as: { service: 'signup', audience: 'customers' },
      body: {
        email: `${customerId}@example.com`,
        name: { given: 'Ann', family: 'Archer' },
        address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
      },
    });
    expectStatus(status, [201, 204], 'PUT /customers');
  }

  private async changePrice(record: number, amount: number): Promise<void> {
    const path = `/records/${this.recordIds[record]}`;
    const { status } = await this.shop.call('catalog', 'PATCH', path, {
      as: OPERATOR,
      body: { price: { amount, currency: CURRENCY } },
      headers: { 'if-match': '*', 'content-type': 'application/merge-patch+json' },
    });
    expectStatus(status, [200], `PATCH ${path}`);
    this.prices[record] = amount;
  }
}

const isGone = (status: number): boolean => [401, 404, 410].includes(status);

/** Requests under one key are answered alike. */
function sameOf(answers: Answer[]): Answer {
  const [first, ...others] = answers;
  const different = others.find(
    ({ status, body }) =>
      !isGone(status) && (status !== first!.status || body?.orderId !== first!.body?.orderId),
  );
  if (different && !isGone(first!.status) && first!.status !== 409 && different.status !== 409)
    throw new Error(`The same request is answered ${first!.status} and ${different.status}.`);
  return answers.find(({ status }) => status < 300) ?? first!;
}

/** @throws Error when the order has other prices than those that the customer was shown */
function toldOf(body: any, sent: { recordId: string; price: { amount: number } }[]): Told {
  const lines: Told['lines'] = body.lines.map((line: any) => ({
    recordId: line.recordId,
    quantity: line.quantity,
    price: line.price.amount,
  }));
  const prices = new Map(sent.map(({ recordId, price }) => [recordId, price.amount]));
  const other = lines.find(({ recordId, price }) => price !== prices.get(recordId));
  if (other)
    throw new Error(
      `${other.recordId} was ordered for ${other.price} cents, and shown for ${prices.get(other.recordId)}`,
    );
  return { lines, total: body.total.amount };
}

function expectStatus(status: number, allowed: number[], what: string): void {
  if (!allowed.includes(status))
    throw new Error(`${what} answers ${status} instead of ${allowed.join(' or ')}.`);
}
