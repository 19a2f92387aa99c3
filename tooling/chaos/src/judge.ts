import { openBrokerAdmin } from '#libs/messaging';
import { Databases, pendingIn, violationsIn } from '#tooling/launcher';
import { ask } from '#tooling/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChaosPlatform, standInUrl } from './chaos-platform.js';

const LOOK_MS = 300;
/** What each new customer leads to, once: the service that says so, and the event. */
const REACTIONS = [
  ['loyalty', 'loyalty.account-opened.v1'],
  ['email', 'email.verification-sent.v1'],
  ['postal', 'postal.welcome-pack-dispatched.v1'],
] as const;

/** Judges a platform at rest, by its databases and the record of the payment gateway alone. */
export class Judge {
  private readonly databases: Databases;
  /** What was wrong before, and is no matter any more. */
  private known = new Set<string>();

  constructor(private readonly platform: ChaosPlatform) {
    const names = platform.storing.map(({ name }) => name);
    this.databases = new Databases(names, (name) => platform.databaseUrl(name));
  }

  /**
   * Waits until nothing is under way any more, and judges what is left.
   * @param patienceMs how long nothing may change before the wait ends, in milliseconds
   * @param help what an operator does meanwhile, each time that something is left
   * @returns what is wrong
   */
  async verdict(patienceMs: number, help?: () => Promise<void>): Promise<string[]> {
    let [last, since] = ['', performance.now()];
    for (;;) {
      const pending = await this.pending().catch((error: Error) => [
        `the databases cannot be read: ${error.message}`,
      ]);
      const found = pending.length ? pending : await this.violations();
      const fresh = found.filter((one) => !this.known.has(one));
      if (!fresh.length) return [];
      const now = fresh.join('\n');
      if (now !== last) [last, since] = [now, performance.now()];
      if (performance.now() - since > patienceMs) return fresh;
      await help?.().catch(() => {}); // it is tried again
      await sleep(LOOK_MS);
    }
  }

  /** What is wrong now is no matter any more. */
  async forgive(): Promise<void> {
    this.known = new Set([...(await this.pending()), ...(await this.violations())]);
  }

  rows<Row extends Record<string, any>>(database: string, query: string): Promise<Row[]> {
    return this.databases.rows<Row>(database, query);
  }

  /** How many events have taken effect, in all services. */
  async effects(): Promise<number> {
    const counts = await Promise.all(
      this.platform.storing.map(({ name }) =>
        this.rows<{ count: number }>(name, 'select count(*)::int as count from messaging.inbox where done'),
      ),
    );
    return counts.reduce((sum, [row]) => sum + row!.count, 0);
  }

  close(): Promise<void> {
    return this.databases.close();
  }

  private async pending(): Promise<string[]> {
    const depths = await openBrokerAdmin(this.platform.broker.ownerUrl).depth();
    const queued = [...depths].filter(([, depth]) => depth);
    return [
      ...queued.map(([queue, depth]) => `broker: ${depth} messages wait for ${queue}`),
      ...(await pendingIn(this.databases, this.platform.services)),
    ];
  }

  private async violations(): Promise<string[]> {
    const found = await Promise.all([
      violationsIn(this.databases, this.platform.services),
      this.reactions(),
      this.money(),
    ]);
    return found.flat();
  }

  private async reactions(): Promise<string[]> {
    const said = (service: string, type: string) =>
      this.rows<{ subject: string }>(
        service,
        `select subject from messaging.outbox where type = '${type}' order by seq`,
      ).then((rows) => rows.map(({ subject }) => subject));
    const customers = await said('customers', 'customer.registered.v2');
    const found = REACTIONS.map(async ([service, type]) =>
      differences(customers, await said(service, type)).map((what) => `${service}: ${type} ${what}`),
    );
    return (await Promise.all(found)).flat();
  }

  /** Every order was charged once, or not at all, and finance has booked what the gateway has taken. */
  private async money(): Promise<string[]> {
    const gateway = this.platform.standIns.get('payment-gateway');
    if (!gateway) return [];
    const answer = await ask(`${standInUrl(gateway)}/record`);
    const { charges } = (await answer.json()) as { charges: { chargeId: string; amount: number }[] };
    const booked = await this.rows<{ id: string; orderId: string; amount: number }>(
      'finance',
      `select payment.charge_id as id, ledger.order_id as "orderId", abs(ledger.amount) as amount
       from ledger join payment on payment.payment_id = ledger.reference
       where reason = 'payment' and account = 'gateway'`,
    );
    const dispatched = await this.rows<{ id: string }>(
      'warehouse',
      `select order_id as id from customer_order where state = 'dispatched'`,
    );
    return moneyProblems(charges, booked, dispatched);
  }
}

/** How a list of subjects differs from the one that it should be. */
export function differences(expected: string[], actual: string[]): string[] {
  const times = new Map<string, number>();
  for (const one of actual) times.set(one, (times.get(one) ?? 0) + 1);
  return [...new Set(expected)].flatMap((one) => {
    const said = times.get(one) ?? 0;
    if (said === 1) return [];
    return said ? `was said ${said} times for ${one}` : `is missing for ${one}`;
  });
}

/** What is wrong between the gateway, the ledger and the warehouse. */
export function moneyProblems(
  charges: { chargeId: string; amount: number }[],
  booked: { id: string; orderId: string; amount: number }[],
  dispatched: { id: string }[],
): string[] {
  const taken = new Map(charges.map(({ chargeId, amount }) => [chargeId, amount]));
  const bookings = Map.groupBy(booked, ({ orderId }) => orderId);
  const bookedIds = new Set(booked.map(({ id }) => id));
  return [
    ...[...bookings]
      .filter(([, all]) => all.length > 1)
      .map(([orderId, all]) => `finance: ${orderId} was charged ${all.length} times`),
    ...booked
      .filter(({ id, amount }) => taken.get(id) !== amount)
      .map(
        ({ id, amount }) =>
          `finance: has booked ${amount} for ${id}, and the gateway took ${taken.get(id) ?? 0}`,
      ),
    ...charges
      .filter(({ chargeId }) => !bookedIds.has(chargeId))
      .map(({ chargeId }) => `finance: has not booked the charge ${chargeId}`),
    ...dispatched
      .filter(({ id }) => !bookings.has(id))
      .map(({ id }) => `warehouse: ${id} was sent, and not paid`),
  ];
}
