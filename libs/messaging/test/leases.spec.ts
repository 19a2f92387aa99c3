import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Broker, type Delivery, HANDLER_LIMIT_MS } from '../src/index.js';
import { INTERVALS } from '../src/engines/postgres-intervals.js';
import { Leases } from '../src/leases.js';
import { ManualRuntime } from './fixtures/manual-runtime.js';

const LEASE_MS = 30_000;

/** A broker that only delivers, and knows when each lease ends. */
class Deliveries {
  readonly endOf = new Map<string, number>();
  private receive: (delivery: Delivery) => void = () => {};

  constructor(
    private readonly runtime: ManualRuntime,
    readonly leaseMs: number | undefined,
  ) {}

  async consume(_prefetch: number, receive: (delivery: Delivery) => void): Promise<void> {
    this.receive = receive;
  }

  deliver(id: string): void {
    const extend = () => this.endOf.set(id, this.runtime.elapsed() + LEASE_MS);
    extend();
    const settle = () => void this.endOf.delete(id);
    this.receive({
      id,
      redelivered: false,
      attributes: {},
      body: Buffer.of(),
      extend,
      ack: settle,
      release: settle,
    });
  }
}

describe('leases', () => {
  let runtime: ManualRuntime;
  let broker: Deliveries;
  let leases: Leases;
  let held: Map<string, Delivery>;
  let began: number;

  const open = async (leaseMs: number | undefined) => {
    runtime = new ManualRuntime();
    broker = new Deliveries(runtime, leaseMs);
    leases = new Leases(broker as unknown as Broker, runtime);
    held = new Map();
    began = runtime.elapsed();
    await leases.consume(32, (delivery) => held.set(delivery.id, delivery));
  };
  /** Milliseconds from the beginning to the end of a lease. */
  const endOf = (id: string) => (broker.endOf.get(id) ?? Number.NaN) - began;
  beforeEach(() => open(LEASE_MS));

  it('are extended while a handler is within its limit, and end 15 seconds after it at the latest', async () => {
    broker.deliver('one');
    leases.start(held.get('one')!, 120_000);
    await runtime.pass(120_000);
    expect(endOf('one')).toBeGreaterThanOrEqual(120_000);
    await runtime.pass(600_000);
    expect(endOf('one')).toBeLessThanOrEqual(135_000);
  });

  it('outlive the limit of a handler that declares none', async () => {
    broker.deliver('one');
    leases.start(held.get('one')!);
    await runtime.pass(600_000);
    expect(endOf('one')).toBeGreaterThanOrEqual(30_000);
    expect(endOf('one')).toBeLessThanOrEqual(45_000);
  });

  it('are extended while others get their turn', async () => {
    broker.deliver('patient');
    for (let turn = 0; turn < 20; turn++) {
      broker.deliver(`other ${turn}`);
      leases.start(held.get(`other ${turn}`)!);
      await runtime.pass(30_000);
      held.get(`other ${turn}`)!.ack();
      expect(endOf('patient')).toBeGreaterThan(runtime.elapsed() - began);
    }
  });

  it('end when nothing gets its turn any more', async () => {
    broker.deliver('stuck');
    leases.start(held.get('stuck')!);
    broker.deliver('patient');
    await runtime.pass(600_000);
    expect(endOf('patient')).toBeLessThanOrEqual(45_000);
  });

  it('of a message that waits are not shortened by a short limit of another one', async () => {
    broker.deliver('patient');
    broker.deliver('short');
    leases.start(held.get('short')!, 1_000);
    await runtime.pass(600_000);
    expect(endOf('patient')).toBeGreaterThanOrEqual(40_000);
  });

  it.each(['ack', 'release'] as const)('are not extended after %s', async (settle) => {
    broker.deliver('one');
    held.get('one')![settle]();
    await runtime.pass(600_000);
    expect(broker.endOf.size).toBe(0);
  });

  it('that last as long as the connection need no extension', async () => {
    await open(undefined);
    broker.deliver('one');
    await runtime.pass(600_000);
    expect(endOf('one')).toBe(LEASE_MS);
  });
});

it('the deadlines of the broker end before those which wait for them', () => {
  const { lockMs, idleInTransactionMs, queryMs, leaseMs } = INTERVALS;
  const deadlines = [lockMs, idleInTransactionMs, queryMs, HANDLER_LIMIT_MS];
  expect(deadlines).toEqual([5_000, 10_000, 15_000, 30_000]);
  expect(queryMs).toBeLessThan((leaseMs * 2) / 3); // so that a lost extension can be made up for
});
