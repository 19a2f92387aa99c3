import { forEach } from '#tooling/platform';
import type { Message } from '#libs/messaging';
import { newId } from '#libs/telemetry';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '#tooling/simulator';
import { Customers, type Placed } from './customers.js';
import { Deadlines } from './deadlines.js';
import { type Evidence, gather, type Walked } from './evidence.js';
import { type Act, planOf, type PlannedOrder } from './plan.js';
import { SERVICES, type ServiceName, type Shop } from './shop.js';
import { Watch } from './watch.js';

/** Orders that are under way at once. */
const AT_ONCE = 24;
const DUPLICATES_EVERY_MS = 400;
const DUPLICATES = 12;
/** Of how many orders the events are that these are picked from: to sort all of them takes long. */
const DUPLICATES_OF = 200;
const KILL_EVERY_MS = 2_500;
const DOWN_MS = 300;
const LOOK_MS = 250;
/**
 * A look asks every database, so it takes longer where the services are slow, too: looks tell that a run is stuck where a time
 * would tell that the machine is busy.
 */
const PATIENCE = { here: 180, killed: 480 };
/** How long a reservation lasts whose payment was refused. */
const RESERVED_MS = 40;
/** The events that erase a person. They wait while something is owed. */
const ERASES = `array['customer.erased.v1', 'order.customer-forgotten.v1']`;
/** How many orders their customers look at. */
const LOOKED_AT = 500;

export interface RunOptions {
  seed: number;
  orders: number;
  /** Whether services are killed in the middle. */
  kills?: boolean;
  /** How many looks in a row may find that nothing has changed before the run counts as stuck. */
  patience?: number;
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
  private readonly deadlines: Deadlines;
  private readonly walked: Walked[] = [];
  private readonly byId = new Map<string, Walked>();
  private readonly looks: Promise<void>[] = [];
  private readonly lookEvery: number;
  readonly problems: string[] = [];
  repeated = 0;
  kills = 0;
  private readonly random: Random;
  private isOver = false;

  constructor(
    private readonly shop: Shop,
    private readonly customers: Customers,
    private readonly orders: PlannedOrder[],
    private readonly options: RunOptions,
  ) {
    this.watch = new Watch(shop, (orderId, fact) => this.look(orderId, fact));
    this.deadlines = new Deadlines(shop);
    this.lookEvery = Math.ceil(orders.length / LOOKED_AT);
    this.random = new Random(options.seed);
  }

  async toTheEnd(): Promise<Evidence> {
    const trouble = [this.repeatEvents(), ...(this.options.kills ? [this.killServices()] : [])].map((one) =>
      one.catch(({ message }: Error) => void this.problems.push(message)),
    );
    try {
      await this.untilSettled(forEach(this.orders, AT_ONCE, (order) => this.walk(order)));
    } finally {
      this.isOver = true;
      await Promise.all(trouble);
      await this.watch.stop();
      await Promise.all(this.looks);
    }
    return gather(this.shop, this.customers, this.walked, this);
  }

  private async walk(planned: PlannedOrder): Promise<void> {
    const walked: Walked = {
      planned,
      customerId: this.customers.customerId(planned.customer),
      seen: [],
      log: [],
    };
    this.walked.push(walked);
    try {
      for (const incident of planned.before) await this.customers.meet(incident);
      const placed = await this.customers.order(planned);
      if (!placed) return void walked.log.push('not placed: the customer is erased');
      Object.assign(walked, placed);
      this.byId.set(placed.orderId, walked);
      walked.log.push(`placed as ${placed.orderId}`);
      if (this.customers.erased.has(walked.customerId)) this.watch.giveUp([placed.orderId]);
      await this.live(walked, placed);
    } catch (error) {
      this.problems.push(`order ${planned.number}: ${(error as Error).message}`);
    }
  }

  /** What happens to an order that is placed. */
  private async live(walked: Walked, placed: Placed): Promise<void> {
    const [last, first] = partition(walked.planned.acts, ({ after }) => after === 'payment.refunded');
    const [answers, others] = partition(first, ({ after }) => after === 'payment.refused');
    const answering = answers.map((act) => this.act(walked, placed, act));
    await Promise.all([
      ...answering,
      ...others.map((act) => this.act(walked, placed, act)),
      this.endIfUnpaid(walked, placed.orderId, answering),
    ]);
    // A return that brought nothing is not followed by a refund.
    if (walked.log.some((line) => /return: [1-9]/.test(line)))
      await Promise.all(last.map((act) => this.act(walked, placed, act)));
  }

  private async act(walked: Walked, placed: Placed, act: Act): Promise<void> {
    const { orderId } = placed;
    if (!(await this.watch.until(orderId, act.after))) return;
    if (act.ms) await sleep(act.ms);
    walked.log.push(`${act.do}, ${act.ms} ms after ${act.after}`);
    const answer = await this.perform(walked, placed, act);
    if (answer !== undefined) walked.log.push(`  ${act.do}: ${answer}`);
  }

  private async perform(
    { planned, customerId }: Walked,
    placed: Placed,
    act: Act,
  ): Promise<string | number | undefined | void> {
    const { customers } = this;
    if (act.do === 'cancel') return (await customers.cancel(planned, placed.orderId)).status;
    if (act.do === 'pay again') return (await customers.payAgain(planned, placed.orderId, act)).status;
    if (act.do === 'expire') return this.deadlines.endReservation(placed.orderId);
    if (act.do === 'return') return customers.sendBack(planned, placed, act);
    if (act.do === 'redeem') return (await customers.redeem(planned, act))?.status;
    await customers.erase(planned.customer);
    this.watch.giveUp(
      this.walked.flatMap((one) => (one.customerId === customerId && one.orderId ? [one.orderId] : [])),
    );
    return undefined;
  }

  /** A refusal that the customer does not answer ends with the reservation. The next order need not wait for that. */
  private async endIfUnpaid(
    { planned, log }: Walked,
    orderId: string,
    answers: Promise<void>[],
  ): Promise<void> {
    if (!(await this.watch.until(orderId, 'payment.refused'))) return;
    await Promise.all(answers);
    const again = planned.acts.find((act) => act.do === 'pay again');
    if (again && again.token !== 'insufficient' && log.some((line) => /pay again: 2/.test(line))) return;
    await sleep(RESERVED_MS);
    if (!this.watch.hasEnded(orderId)) await this.deadlines.endReservation(orderId);
  }

  /** What the customers of some orders are shown as soon as something is known of these. */
  private look(orderId: string, after: string): void {
    const walked = this.byId.get(orderId);
    if (!walked || walked.planned.number % this.lookEvery || this.customers.erased.has(walked.customerId))
      return;
    const looking = this.customers.shown(walked.customerId, orderId).then((found) => {
      if (found) walked.seen!.push({ after, ...found });
    });
    this.looks.push(looking.catch((error: Error) => void this.problems.push(error.message)));
  }

  /** Waits until nothing waits any more. Orders that only time can end are ended by it. */
  private async untilSettled(walking: Promise<unknown>): Promise<void> {
    let hasWalked = false;
    void walking.then(() => (hasWalked = true));
    const patience = this.options.patience ?? PATIENCE[this.options.kills ? 'killed' : 'here'];
    let [last, same, quiet] = ['', 0, 0];
    let placed = 0;
    while (quiet < 2 || !hasWalked) {
      await sleep(LOOK_MS);
      await this.replayRefunds();
      if (placed < this.walked.length) {
        [placed, same, quiet] = [this.walked.length, 0, 0]; // to count what waits takes long, and it moves
        continue;
      }
      const state = await this.stateOfWork();
      if (state.left === state['orders open']! + state.held) await this.expireAll();
      const now = JSON.stringify([state, this.walked.length, hasWalked]);
      if (state.left > 0) quiet = 0;
      else quiet = now === last ? quiet + 1 : 1; // what is between two databases is in neither, but moves the counts
      if (quiet >= 2 && !hasWalked) this.giveUpWaiting();
      same = now === last ? same + 1 : 0;
      last = now;
      if (same < patience) continue;
      this.problems.push(
        `nothing has moved for ${patience} looks, and this is left: ${JSON.stringify(state)}`,
      );
      return;
    }
  }

  /** What acts still wait for will not come: nothing is left that could tell it. */
  private giveUpWaiting(): void {
    this.watch.giveUp(this.walked.flatMap(({ orderId }) => orderId ?? []));
  }

  /** How much is done and left: messages, and orders that have not ended. */
  private async stateOfWork(): Promise<{ left: number; held: number; [what: string]: number }> {
    const counts: Record<string, number> = {};
    const rows = await Promise.all(SERVICES.map((name) => this.stateOf(name)));
    for (const [at, name] of SERVICES.entries()) {
      const { unsent, waiting, held, done } = rows[at]!;
      counts[`unsent by ${name}`] = unsent;
      counts[`waiting at ${name}`] = waiting;
      counts[`erasures held by ${name}`] = held;
      counts[`- heard by ${name}`] = done;
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
    return { left, held: rows.reduce((sum, { held }) => sum + held, 0), ...counts };
  }

  private async stateOf(name: ServiceName) {
    const [row] = await this.shop.rows<{ unsent: number; waiting: number; held: number; done: number }>(
      name,
      `select (select count(*)::int from messaging.outbox where sent_at is null) as unsent,
        (select count(*)::int from messaging.retry where type <> all (${ERASES})) as waiting,
        (select count(*)::int from messaging.retry where type = any (${ERASES})) as held,
        (select count(*)::int from messaging.inbox) as done`,
    );
    return row!;
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
    await this.deadlines.endReturns();
    for (const { orderId } of this.walked)
      if (orderId && this.watch.has(orderId, 'payment.refused') && !this.watch.hasEnded(orderId))
        await this.deadlines.endReservation(orderId);
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
        `select attributes, body from messaging.outbox tablesample system (${this.percentOf(DUPLICATES_OF)})
         where sent_at is not null and body is not null order by random() limit ${DUPLICATES}`,
      );
      const messages = rows.map(({ attributes, body }) => ({
        attributes,
        body: Buffer.from(JSON.stringify(body)),
      }));
      if (this.isOver || !messages.length) continue;
      await this.shop.publish(sender, messages);
      this.repeated += messages.length;
    }
  }

  private percentOf(orders: number): number {
    return Math.min(100, (100 * orders) / (this.walked.length + 1));
  }

  /** The first one dies once an order is under way: a short run has a kill, too. */
  private async killServices(): Promise<void> {
    while (!this.isOver && !this.walked.length) await sleep(LOOK_MS / 10);
    while (!this.isOver && this.walked.length < this.orders.length) {
      const name: ServiceName = this.random.pick(['orders', 'warehouse', 'finance', 'loyalty'] as const);
      this.kills++;
      await this.shop.kill(name);
      await sleep(DOWN_MS);
      await this.shop.start(name);
      await sleep(KILL_EVERY_MS);
    }
  }
}

const partition = <Item>(items: Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] => [
  items.filter(isFirst),
  items.filter((item) => !isFirst(item)),
];
