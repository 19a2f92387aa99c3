import type { MessageHandler } from '@nestjs/microservices';
import type { CoreDependencies } from './dependencies.js';
import { Effects } from './effects.js';
import { Erasure, MessageErasure } from './erasure.js';
import type { Events } from './events.js';
import { Semaphore } from './semaphore.js';
import { exposeGauges } from './gauges.js';
import { HandlerRunner } from './handler-runner.js';
import { Outbox } from './outbox.js';
import { Receiver } from './receiver.js';
import { Relay } from './relay.js';
import { Retries } from './retries.js';
import { type Runtime, systemRuntime, type Timer } from './runtime.js';
import { checkTopology } from './topology.js';

export interface MessagingOptions {
  /** Milliseconds from each failure of a message to its next attempt. */
  retrySchedule: readonly number[];
}

const RECONNECT_MS = 1_000;
/** Limit of concurrent handlers. Each holds a connection, and the pool has more. */
const MAX_CONCURRENT = 4;
/** Longest wait for running handlers, in milliseconds: a stuck one must not keep the process alive. */
const DRAIN_MS = 20_000;

/** One service's messaging: what it says, what it hears, and what it retries. */
export class Messaging {
  readonly outbox: Outbox;
  readonly effects: Effects;
  readonly messageErasure: MessageErasure;
  readonly erasure: Erasure;
  private readonly core: CoreDependencies;
  private readonly runner: HandlerRunner;
  private readonly relay: Relay;
  private readonly retries: Retries;
  private readonly receiver: Receiver;
  /** Why the service is not connected to the broker; undefined once it is. */
  private obstacle: Error | undefined = new Error(
    'the service has not connected to the broker yet; it keeps trying',
  );
  private connecting?: Promise<void>;
  private reconnect?: Timer;
  private drained?: Promise<void>;
  private closed?: Promise<void>;

  /** @param dependencies `runtime` is that of this process unless another one is given */
  constructor(
    { runtime = systemRuntime, ...dependencies }: Omit<CoreDependencies, 'runtime'> & { runtime?: Runtime },
    private readonly events: Events,
    options: MessagingOptions,
  ) {
    const core = { ...dependencies, runtime };
    this.core = core;
    this.relay = new Relay(
      core,
      events.said.map(({ type }) => type),
    );
    this.outbox = new Outbox(core, this.relay);
    this.runner = new HandlerRunner(core, events);
    const semaphore = new Semaphore(MAX_CONCURRENT);
    this.retries = new Retries(core, this.runner, semaphore, options.retrySchedule);
    this.effects = new Effects(this.retries);
    this.receiver = new Receiver(core, this.runner, this.retries, semaphore);
    this.messageErasure = new MessageErasure(core);
    this.erasure = new Erasure(this.messageErasure, this.outbox);
    exposeGauges(core.telemetry.metrics, core.store);
  }

  /** Starts to publish and to consume. Until the broker answers, it tries to connect once a second. */
  async start(handlers: ReadonlyMap<string, MessageHandler>): Promise<void> {
    this.runner.handlers = handlers;
    this.relay.start();
    this.retries.start();
    await (this.connecting = this.connect());
  }

  /**
   * Resolves when events can come in and go out.
   * @throws Error when the broker does not answer, or the service has not connected to it yet
   * @throws TopologyError when the deployment has not declared what the service says and hears
   */
  async ping(): Promise<void> {
    await this.core.broker.ping();
    if (this.obstacle) throw this.obstacle;
  }

  /**
   * Stops consuming, releases the messages that no handler has started on, and waits for running handlers, for at most 20
   * seconds. The service can still say events until `close`.
   */
  drain(): Promise<void> {
    return (this.drained ??= this.within(DRAIN_MS, this.finish()));
  }

  /** Drains, publishes the last events of the outbox, and closes the connections to the broker. */
  close(): Promise<void> {
    return (this.closed ??= this.disconnect());
  }

  private async finish(): Promise<void> {
    this.reconnect?.cancel();
    await this.connecting;
    await Promise.all([this.receiver.drain(), this.retries.stop()]);
  }

  private async disconnect(): Promise<void> {
    await this.drain();
    await this.relay.stop();
    await this.core.broker.stop();
  }

  private async connect(): Promise<void> {
    const { broker, telemetry, runtime } = this.core;
    try {
      checkTopology(telemetry.service, this.events, await broker.topology());
      if (this.events.heard.length) await this.receiver.start();
      this.obstacle = undefined;
    } catch (err) {
      this.obstacle = err as Error;
      telemetry.log.warn({ err }, 'the service cannot connect to the broker; trying again in a second');
      if (this.drained) return;
      this.reconnect = runtime.after(RECONNECT_MS, () => (this.connecting = this.connect()));
    }
  }

  private async within(ms: number, work: Promise<unknown>): Promise<void> {
    let timer: Timer | undefined;
    const late = new Promise<void>((resolve) => (timer = this.core.runtime.after(ms, resolve)));
    await Promise.race([work, late]).finally(() => timer?.cancel());
  }
}
