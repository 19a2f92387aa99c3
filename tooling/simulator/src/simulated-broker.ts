import type { Broker, Declared, Delivery, Message, Publication, Topology } from '#libs/messaging';
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';
import type { Server, SimulatedProcess } from './simulated-process.js';

interface Entry {
  seq: number;
  message: Message;
  redelivered: boolean;
  /** The lease under which a client has it. */
  lease: number | undefined;
  client: SimulatedBrokerClient | undefined;
}

/** Faults of the broker. They end when the simulation heals. */
export interface BrokerFaults {
  /** The probability that a message comes twice. */
  duplicates: number;
  /** The probability that a lease which its client still holds runs out nevertheless. */
  lostLeases: number;
}

const LEASE_MS = 30_000;

/** A broker: a queue for each service, whose messages are leased while they are handled. */
export class SimulatedBroker implements Server {
  readonly name = 'broker';
  isUp = true;
  private readonly queues = new Map<string, Map<number, Entry>>();
  private readonly topologies = new Map<string, Topology>();
  private readonly clients = new Set<SimulatedBrokerClient>();
  private seq = 0;
  private leases = 0;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly random: Random,
    private readonly faults: BrokerFaults,
  ) {}

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
    const { says = {}, hears = [] } = this.topologies.get(service) ?? {};
    return { says: Object.keys(says), hears };
  }

  publish(messages: Message[], sender: string): Publication {
    const refused = new Map<string, string>();
    const unheard = new Set<string>();
    for (const message of messages) {
      const type = String(message.attributes.type);
      const contracted = this.topologies.get(sender)?.says[type];
      const hearers = [...this.topologies.values()].filter(({ hears }) => hears.includes(type));
      const missing = contracted?.filter((name) => !hearers.some(({ service }) => service === name));
      if (!missing || missing.length) refused.set(type, `${sender} may not say ${type}, or not yet`);
      else if (!hearers.length) unheard.add(type);
      else for (const { service } of hearers) this.fanOut(service, message);
    }
    return { refused, unheard };
  }

  attach(client: SimulatedBrokerClient): void {
    this.clients.add(client);
    this.wake(client.process.service);
  }

  detach(client: SimulatedBrokerClient): void {
    this.clients.delete(client);
  }

  take(client: SimulatedBrokerClient, most: number): Entry[] {
    const queue = this.queues.get(client.process.service) ?? new Map<number, Entry>();
    const taken = [...queue.values()].filter(({ lease }) => lease === undefined).slice(0, most);
    for (const entry of taken) {
      entry.lease = ++this.leases;
      entry.client = client;
      this.expireLater(client.process.service, entry);
    }
    return taken.map((entry) => ({ ...entry }));
  }

  ack({ seq, lease }: Entry, service: string): void {
    const queue = this.queues.get(service);
    if (queue?.get(seq)?.lease === lease) queue?.delete(seq);
  }

  release({ seq, lease }: Entry, service: string): void {
    const entry = this.queues.get(service)?.get(seq);
    if (entry?.lease !== lease || !entry) return;
    entry.lease = undefined;
    this.wake(service);
  }

  erase(service: string, person: string): void {
    for (const [seq, { message, lease }] of this.queues.get(service) ?? [])
      if (message.attributes.datasubject === person && lease === undefined)
        this.queues.get(service)?.delete(seq);
  }

  disconnect(): void {}

  /** What is queued survives a restart of the broker. */
  crash(): void {}

  hasWork(service: string): boolean {
    return this.messagesOf(service).some(({ lease }) => lease === undefined);
  }

  private fanOut(service: string, message: Message): void {
    const copies = this.random.chance(this.faults.duplicates) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) this.enqueue(service, message);
  }

  private enqueue(service: string, message: Message): void {
    const seq = this.seq++;
    this.queues
      .get(service)
      ?.set(seq, { seq, message, redelivered: false, lease: undefined, client: undefined });
    this.wake(service);
  }

  /** A lease lasts for as long as its client renews it. */
  private expireLater(service: string, entry: Entry): void {
    const { lease, client } = entry;
    this.scheduler.after(LEASE_MS, `broker checks a lease of ${service}`, () => {
      if (entry.lease !== lease || this.queues.get(service)?.get(entry.seq) !== entry) return;
      const isRenewed = client?.holds(lease) && !this.random.chance(this.faults.lostLeases);
      if (isRenewed) return this.expireLater(service, entry);
      entry.lease = undefined;
      entry.redelivered = true;
      this.wake(service);
    });
  }

  private wake(service: string): void {
    for (const client of this.clients) if (client.process.service === service) client.wake();
  }
}

/** The port of messaging's core, over a simulated broker. */
class SimulatedBrokerClient implements Broker {
  private readonly held = new Set<number>();
  private prefetch = 0;
  private receive: (delivery: Delivery) => void = () => {};
  private isTaking = false;
  private isCancelled = false;

  constructor(
    private readonly broker: SimulatedBroker,
    readonly process: SimulatedProcess,
  ) {}

  /** Whether the client still renews this lease. */
  holds(lease: number | undefined): boolean {
    return this.process.isAlive && !this.process.isFrozen && lease !== undefined && this.held.has(lease);
  }

  topology(): Promise<Declared> {
    return this.call('topology', () => this.broker.topologyOf(this.process.service));
  }

  publish(messages: Message[]): Promise<Publication> {
    return this.call('publish', () => this.broker.publish(messages, this.process.service));
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
    const { seq, lease = 0, redelivered, message } = entry;
    const { service } = this.process;
    this.held.add(lease);
    const settle = (label: string, execute: () => void) => () => {
      this.held.delete(lease);
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
    };
  }

  private call<T>(label: string, execute: () => T): Promise<T> {
    return this.process.call(this.broker, label, execute);
  }
}
