import type {
  Broker,
  Declared,
  Delivery,
  Message,
  Publication,
  QueueStates,
  Topology,
} from '#libs/messaging';
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';
import type { Server, SimulatedProcess } from './simulated-process.js';

interface Entry {
  seq: number;
  message: Message;
  redelivered: boolean;
  /** The lease under which a client has it or had it. */
  lease?: Lease | undefined;
}

interface Lease {
  client: SimulatedBrokerClient;
  /** When it was taken, in virtual time, and when it ends, by the broker's clock. */
  takenAt: number;
  until: number;
  /** It ended before its time, by a fault. */
  isLost?: boolean;
}

/** Faults of the broker. They end when the simulation heals. */
export interface BrokerFaults {
  /** The probability that a message comes twice. */
  duplicates: number;
  /** The probability that a lease which its client still holds runs out nevertheless. */
  lostLeases: number;
}

/** Shorter than in production, so that leases matter within a short history. */
const LEASE_MS = 12_000;
/** A process that is well extends a lease at least this long after it was taken, in milliseconds. */
const EXTENDED_FOR_MS = 45_000;
/** No process may hold a message longer, in milliseconds: others must get it. */
const HELD_FOR_MS = 300_000;

/** A broker: a queue for each service, whose messages are leased while they are handled. */
export class SimulatedBroker implements Server {
  readonly name = 'broker';
  isUp = true;
  private clockOffset = 0;
  /** Until this moment an incident may keep a process from extending its leases. */
  private disturbedUntil = -1;
  private readonly queues = new Map<string, Map<number, Entry>>();
  private readonly topologies = new Map<string, Topology>();
  private readonly clients = new Set<SimulatedBrokerClient>();
  private seq = 0;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly random: Random,
    private readonly faults: BrokerFaults,
    private readonly onViolation: (violation: string) => void,
  ) {}

  /** An incident begins that may keep processes from extending leases for so many milliseconds. */
  disturb(ms = 0): void {
    this.disturbedUntil = Math.max(this.disturbedUntil, this.scheduler.now + ms);
  }

  shiftClock(ms: number): void {
    this.clockOffset += ms;
    this.disturb();
    for (const service of this.queues.keys()) this.wake(service);
  }

  /** The messages that wait for a service or are with one of its processes. */
  messagesOf(service: string): Entry[] {
    return [...(this.queues.get(service)?.values() ?? [])];
  }

  connect(process: SimulatedProcess): SimulatedBrokerClient {
    return new SimulatedBrokerClient(this, process);
  }

  declare(topology: Topology): void {
    this.queues.set(topology.service, this.queues.get(topology.service) ?? new Map());
    this.topologies.set(topology.service, topology);
  }

  topologyOf(service: string): Declared {
    const { says = {}, hears = [], parts = {} } = this.topologies.get(service) ?? {};
    return { says: Object.keys(says), hears, parts };
  }

  publish(messages: Message[], sender: string): Publication {
    const refused = new Map<string, string>();
    const unheard = new Set<string>();
    for (const message of messages) {
      const type = String(message.attributes.type);
      const contracted = this.topologies.get(sender)?.says[type];
      const hearers = [...this.topologies.values()].filter(({ hears }) => hears.includes(type));
      const missing = contracted?.filter((name) => !hearers.some(({ service }) => service === name));
      if (!missing || missing.length) refused.set(type, `${sender} may not publish ${type}, or not yet`);
      else if (!hearers.length) unheard.add(type);
      else for (const { service } of hearers) this.fanOut(service, message);
    }
    return { refused, unheard, tooLarge: new Map() };
  }

  attach(client: SimulatedBrokerClient): void {
    this.clients.add(client);
    this.wake(client.process.service);
  }

  detach(client: SimulatedBrokerClient): void {
    this.clients.delete(client);
  }

  take(client: SimulatedBrokerClient, most: number): Entry[] {
    const { service } = client.process;
    const taken = this.messagesOf(service)
      .filter((entry) => this.isFree(entry))
      .slice(0, most);
    for (const entry of taken) {
      entry.redelivered ||= entry.lease !== undefined;
      entry.lease = { client, takenAt: this.scheduler.now, until: this.now + LEASE_MS };
      this.checkLater(service, entry, entry.lease);
    }
    return taken.map((entry) => ({ ...entry }));
  }

  ack({ seq, lease }: Entry, service: string): void {
    const queue = this.queues.get(service);
    if (queue?.get(seq)?.lease === lease) queue?.delete(seq);
  }

  release({ seq, lease }: Entry, service: string): void {
    const entry = this.queues.get(service)?.get(seq);
    if (!entry || entry.lease !== lease) return;
    entry.lease = undefined;
    this.wake(service);
  }

  extend({ seq, lease, message }: Entry, service: string): void {
    if (!lease || this.queues.get(service)?.get(seq)?.lease !== lease) return;
    lease.until = this.now + LEASE_MS;
    if (this.scheduler.now - lease.takenAt > HELD_FOR_MS)
      this.onViolation(
        `${String(message.attributes.subject)} is held for ever by ${lease.client.process.name}`,
      );
  }

  erase(service: string, person: string): void {
    for (const [seq, { message, lease }] of this.queues.get(service) ?? [])
      if (message.attributes.datasubject === person && !lease) this.queues.get(service)?.delete(seq);
  }

  disconnect(): void {}

  /** What is queued survives a restart of the broker. */
  crash(): void {}

  hasWork(service: string): boolean {
    return this.messagesOf(service).some((entry) => this.isFree(entry));
  }

  private fanOut(service: string, message: Message): void {
    const copies = this.random.chance(this.faults.duplicates) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) this.enqueue(service, message);
  }

  private enqueue(service: string, message: Message): void {
    const seq = this.seq++;
    this.queues.get(service)?.set(seq, { seq, message, redelivered: false });
    this.wake(service);
  }

  private get now(): number {
    return this.scheduler.now + this.clockOffset;
  }

  /** A lease that lies further ahead than its length was made before the clock stepped back. */
  private isFree({ lease }: Entry): boolean {
    return !lease || this.now > lease.until || this.now < lease.until - LEASE_MS;
  }

  private checkLater(service: string, entry: Entry, lease: Lease): void {
    this.scheduler.after(LEASE_MS, `broker checks a lease of ${service}`, () => {
      if (entry.lease !== lease || this.queues.get(service)?.get(entry.seq) !== entry) return;
      if (this.isFree(entry)) this.judgeLoss(entry, lease);
      else if (this.random.chance(this.faults.lostLeases))
        Object.assign(lease, { isLost: true, until: this.now - 1 });
      if (this.isFree(entry)) this.wake(service);
      this.checkLater(service, entry, lease); // it may be extended before another process takes the message
    });
  }

  private judgeLoss({ message }: Entry, lease: Lease): void {
    const heldFor = this.scheduler.now - lease.takenAt;
    if (
      !lease.isLost &&
      lease.takenAt > this.disturbedUntil &&
      heldFor < EXTENDED_FOR_MS &&
      lease.client.holds(lease)
    )
      this.onViolation(`${String(message.attributes.subject)} was taken from a process that was well`);
  }

  private wake(service: string): void {
    for (const client of this.clients) if (client.process.service === service) client.wake();
  }
}

/** The port of messaging's core, over a simulated broker. */
class SimulatedBrokerClient implements Broker {
  readonly leaseMs = LEASE_MS;
  private readonly held = new Set<Lease>();
  private prefetch = 0;
  private receive: (delivery: Delivery) => void = () => {};
  private isTaking = false;
  private isCancelled = false;

  constructor(
    private readonly broker: SimulatedBroker,
    readonly process: SimulatedProcess,
  ) {}

  /** Whether the message has arrived, and was not settled since. */
  holds(lease: Lease): boolean {
    return this.process.isAlive && this.held.has(lease);
  }

  topology(): Promise<Declared> {
    return this.call('topology', () => this.broker.topologyOf(this.process.service));
  }

  publish(messages: Message[]): Promise<Publication> {
    return this.call('publish', () => this.broker.publish(messages, this.process.service));
  }

  redeliver(): Promise<void> {
    throw new Error('no process of a simulation delivers events again');
  }

  async consume(prefetch: number, receive: (delivery: Delivery) => void): Promise<void> {
    this.prefetch = prefetch;
    this.receive = receive;
    await this.call('consume', () => this.broker.attach(this));
  }

  async cancel(): Promise<void> {
    this.isCancelled = true;
    this.broker.detach(this);
  }

  erase(person: string): Promise<void> {
    return this.call('erase queue', () => this.broker.erase(this.process.service, person));
  }

  queues(): Promise<QueueStates> {
    throw new Error('no process of a simulation looks at the queues');
  }

  ping(): Promise<void> {
    return this.call('ping', () => {});
  }

  async stop(): Promise<void> {
    await this.cancel();
    this.held.clear();
  }

  /** The broker has something for this service. */
  wake(): void {
    if (this.isTaking || this.isCancelled || !this.process.isAlive) return;
    this.isTaking = true;
    const most = this.prefetch - this.held.size;
    const taken = most > 0 ? this.call('take', () => this.broker.take(this, most)) : Promise.resolve([]);
    void taken
      .then((entries) => entries.forEach((entry) => this.receive(this.hold(entry))))
      .catch(() => {}) // what the broker handed out and did not arrive comes again when its lease has ended
      .finally(() => {
        this.isTaking = false;
        if (this.broker.hasWork(this.process.service) && this.held.size < this.prefetch)
          this.process.later(100, 'takes again', () => this.wake());
      });
  }

  private hold(entry: Entry): Delivery {
    const { seq, lease, redelivered, message } = entry;
    const { service } = this.process;
    if (lease) this.held.add(lease);
    const settle = (label: string, execute: () => void) => () => {
      if (lease) this.held.delete(lease);
      this.call(label, execute).catch(() => {}); // costs a second delivery: the lease ends
      this.wake();
    };
    return {
      id: `delivery-${seq}`,
      redelivered,
      attributes: message.attributes,
      body: message.body,
      ack: settle('ack', () => this.broker.ack(entry, service)),
      release: settle('release', () => this.broker.release(entry, service)),
      extend: () => {
        this.call('extend', () => this.broker.extend(entry, service)).catch(() => {}); // the next one may succeed
      },
    };
  }

  private call<T>(label: string, execute: () => T): Promise<T> {
    return this.process.call(this.broker, label, execute);
  }
}
