import type { Message } from '#libs/messaging';
import { newId } from '#libs/telemetry';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '#tooling/simulator';
import { Customers, type Told } from './customers.js';
import { type Evidence, gather, type Walked } from './evidence.js';
import { type Act, planOf, type PlannedOrder } from './plan.js';
import { SERVICES, type ServiceName, type Shop } from './shop.js';
import { Watch } from './watch.js';

/** Orders that are under way at once. */
const AT_ONCE = 24;
const DUPLICATES_EVERY_MS = 400;
const DUPLICATES = 12;
const KILL_EVERY_MS = 2_500;
const DOWN_MS = 300;
const LOOK_MS = 250;

export interface RunOptions {
  seed: number;
  orders: number;
  /** Whether services are killed in the middle. */
  kills?: boolean;
  /** How long nothing may change before the run counts as stuck, in milliseconds. */
  patienceMs?: number;
}

/** Runs a plan against a shop until nothing moves any more. @returns what is left */
export async function runPlan(shop: Shop, options: RunOptions): Promise<Evidence> {
  const plan = planOf(options.seed, options.orders);
  const customers = new Customers(shop, plan, newId());
  await customers.prepare();
  const course = new Course(shop, customers, plan.orders, options);
  return course.toTheEnd();
}

class Course {
  private readonly watch: Watch;
  private readonly walked: Walked[] = [];
  private readonly random: Random;
  private isOver = false;

  constructor(
    private readonly shop: Shop,
    private readonly customers: Customers,
    private readonly orders: PlannedOrder[],
    private readonly options: RunOptions,
  ) {
    this.watch = new Watch(shop);
    this.random = new Random(options.seed);
  }

  async toTheEnd(): Promise<Evidence> {
    const trouble = [this.repeatEvents(), ...(this.options.kills ? [this.killServices()] : [])];
    const problems: string[] = [];
    try {
      const left = [...this.orders];
      const next = async (): Promise<void> => {
        for (let order = left.shift(); order; order = left.shift()) await this.walk(order, problems);
      };
      const walking = Promise.all(Array.from({ length: AT_ONCE }, next));
      await this.untilSettled(walking, problems);
    } finally {
      this.isOver = true;
      await Promise.all(trouble);
      await this.watch.stop();
    }
    return gather(this.shop, this.customers, this.walked, problems);
  }

  private async walk(planned: PlannedOrder, problems: string[]): Promise<void> {
    const walked: Walked = { planned, customerId: this.customers.customerId(planned.customer), log: [] };
    this.walked.push(walked);
    try {
      for (const incident of planned.before) await this.customers.meet(incident);
      const placed = await this.customers.order(planned);
      if (!placed) return void walked.log.push('not placed: the customer is erased');
      Object.assign(walked, placed);
      walked.log.push(`placed as ${placed.orderId}`);
      if (this.customers.erased.has(walked.customerId)) this.watch.giveUp([placed.orderId]);
      const [last, first] = partition(planned.acts, ({ after }) => after === 'payment.refunded');
      await Promise.all(first.map((act) => this.act(walked, placed, act)));
      if (walked.log.some((line) => line.includes('return:')))
        await Promise.all(last.map((act) => this.act(walked, placed, act)));
    } catch (error) {
      problems.push(`order ${planned.number}: ${(error as Error).message}`);
    }
  }

  private async act(walked: Walked, placed: { orderId: string; told: Told }, act: Act): Promise<void> {
    const { orderId } = placed;
    if (!(await this.watch.until(orderId, act.after))) return;
    if (act.ms) await sleep(act.ms);
    walked.log.push(`${act.do}, ${act.ms} ms after ${act.after}`);
    const answer = await this.perform(walked, placed, act);
    if (answer) walked.log.push(`  ${act.do}: ${answer}`);
  }

  private async perform(
    { planned, customerId }: Walked,
    placed: { orderId: string; told: Told },
    act: Act,
  ): Promise<string | number | undefined | void> {
    const { customers } = this;
    if (act.do === 'cancel') return (await customers.cancel(planned, placed.orderId)).status;
    if (act.do === 'pay again') return (await customers.payAgain(planned, placed.orderId, act)).status;
    if (act.do === 'expire') return this.expire(placed.orderId);
    if (act.do === 'return') return customers.sendBack(planned, placed, act);
    if (act.do === 'redeem') return (await customers.redeem(planned, act.points)).status;
    await customers.erase(planned.customer);
    this.watch.giveUp(
      this.walked.flatMap((one) => (one.customerId === customerId && one.orderId ? [one.orderId] : [])),
    );
    return undefined;
  }

  /** Moves the clock of one order: its reservation is over now, at the warehouse and at finance. */
  private async expire(orderId: string): Promise<void> {
    await this.shop.rows(
      'warehouse',
      `update customer_order set due_at = now() where order_id = ? and state in ('open', 'reserved') and due_at is not null`,
      orderId,
    );
    await this.shop.rows(
      'finance',
      'update sale set reserved_until = now() where order_id = ? and reserved_until is not null',
      orderId,
    );
  }

  /** Waits until nothing waits any more. Orders that only time can end are ended by it. */
  private async untilSettled(walking: Promise<unknown>, problems: string[]): Promise<void> {
    let hasWalked = false;
    void walking.then(() => (hasWalked = true));
    const patienceMs = this.options.patienceMs ?? (this.options.kills ? 120_000 : 45_000);
    let [last, since, quiet] = ['', Date.now(), 0];
    while (quiet < 2 || !hasWalked) {
      await sleep(LOOK_MS);
      await this.replayRefunds();
      const state = await this.stateOfWork();
      if (state.left === state['orders open']! + state['erasures held']!) await this.expireAll();
      quiet = state.left === 0 ? quiet + 1 : 0;
      if (quiet >= 2 && !hasWalked) this.giveUpWaiting();
      const now = JSON.stringify([state, this.walked.length, hasWalked]);
      if (now !== last) [last, since] = [now, Date.now()];
      if (Date.now() - since < patienceMs) continue;
      problems.push(
        `nothing has moved for ${patienceMs / 1_000} s, and this is left: ${JSON.stringify(state)}`,
      );
      return;
    }
  }

  /** What acts still wait for will not come: nothing is left that could tell it. */
  private giveUpWaiting(): void {
    this.watch.giveUp(this.walked.flatMap(({ orderId }) => orderId ?? []));
  }

  /** How much is done and left: messages, and orders that have not ended. */
  private async stateOfWork(): Promise<{ left: number; [what: string]: number }> {
    const counts: Record<string, number> = { 'erasures held': 0 };
    for (const name of SERVICES) {
      const [row] = await this.shop.rows<{ unsent: number; waiting: number; held: number; done: number }>(
        name,
        `select (select count(*)::int from messaging.outbox where sent_at is null) as unsent,
          (select count(*)::int from messaging.retry where type <> 'customer.erased.v1') as waiting,
          (select count(*)::int from messaging.retry where type = 'customer.erased.v1') as held,
          (select count(*)::int from messaging.inbox) as done`,
      );
      counts[`unsent by ${name}`] = row!.unsent;
      counts[`waiting at ${name}`] = row!.waiting;
      counts['erasures held']! += row!.held;
      counts[`- heard by ${name}`] = row!.done;
    }
    const [queued] = await this.shop.rows<{ count: number }>(
      'broker',
      'select count(*)::int from queues.delivery',
    );
    counts.queued = queued!.count;
    counts['orders open'] = await this.openOrders();
    const left = Object.entries(counts).reduce(
      (sum, [what, count]) => (what.startsWith('-') ? sum : sum + count),
      0,
    );
    return { left, ...counts };
  }

  private async openOrders(): Promise<number> {
    const [row] = await this.shop.rows<{ count: number }>(
      'warehouse',
      `select count(*)::int from customer_order where state in ('open', 'reserved', 'picking')`,
    );
    return row!.count;
  }

  /** Time passes for what only time ends: payments that nobody makes, and returns that nobody sends. */
  private async expireAll(): Promise<void> {
    await this.shop.rows(
      'warehouse',
      `update goods_return set due_at = now() where state = 'expected' and due_at > now()`,
    );
    await this.endWhatIsOwedToErased();
    const waiting = this.walked.filter(
      ({ orderId }) => orderId && this.watch.has(orderId, 'payment.refused'),
    );
    for (const { orderId } of waiting) if (!this.watch.hasEnded(orderId!)) await this.expire(orderId!);
  }

  /** A return that was asked for just before an erasure may never be heard of: after 30 days nobody waits for it. */
  private async endWhatIsOwedToErased(): Promise<void> {
    const erased = [...this.customers.erased];
    const ofErased = 'where order_id in (select order_id from %s where customer_id = any(?::uuid[]))';
    for (const [service, table, column, orders] of [
      ['orders', 'fact', 'learned_at', 'orders'],
      ['finance', 'refund', 'asked_at', 'sale'],
    ] as const)
      await this.shop.rows(
        service,
        `update ${table} set ${column} = ${column} - interval '31 days' ${ofErased.replace('%s', orders)}`,
        erased,
      );
  }

  /** An operator replays what the gateway has refused. */
  private async replayRefunds(): Promise<void> {
    const patients = await this.shop.rows<{ id: string }>(
      'finance',
      `select id from messaging.hospital where kind = 'effect' and type = 'payment.refund'`,
    );
    if (!patients.length) return;
    const messages = patients.slice(0, 100).map(({ id }) => ({ kind: 'effect', id }));
    await this.shop.call('finance', 'POST', '/hospital/acts', {
      as: { operator: 'oracle' },
      body: { act: 'replay', why: 'the card is valid again', messages },
    });
  }

  /** Publishes events again that were published before. */
  private async repeatEvents(): Promise<void> {
    while (!this.isOver) {
      await sleep(DUPLICATES_EVERY_MS);
      const sender = this.random.pick(['orders', 'finance', 'warehouse', 'customers'] as const);
      const rows = await this.shop.rows<{ attributes: Message['attributes']; body: object }>(
        sender,
        `select attributes, body from messaging.outbox where sent_at is not null and body is not null order by random() limit ${DUPLICATES}`,
      );
      const messages = rows.map(({ attributes, body }) => ({
        attributes,
        body: Buffer.from(JSON.stringify(body)),
      }));
      if (!this.isOver && messages.length) await this.shop.publish(sender, messages);
    }
  }

  private async killServices(): Promise<void> {
    while (!this.isOver) {
      await sleep(KILL_EVERY_MS);
      if (this.isOver || this.walked.length >= this.orders.length) return;
      const name: ServiceName = this.random.pick(['orders', 'warehouse', 'finance', 'loyalty'] as const);
      await this.shop.kill(name);
      await sleep(DOWN_MS);
      await this.shop.start(name);
    }
  }
}

const partition = <Item>(items: Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] => [
  items.filter(isFirst),
  items.filter((item) => !isFirst(item)),
];
