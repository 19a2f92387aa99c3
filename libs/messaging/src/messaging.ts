import type { MessageHandler } from '@nestjs/microservices';
import { AttemptMetrics } from './attempt-metrics.js';
import { Circuits } from './circuits.js';
import type { CoreDependencies } from './dependencies.js';
import { Effects } from './effects.js';
import { Erasure, type KeepsPersonalData, MessageErasure } from './erasure.js';
import type { Events } from './events.js';
import { Semaphore } from './semaphore.js';
import { exposeUnfinished } from './gauges.js';
import { Hospital } from './hospital.js';
import { Outbox } from './outbox.js';
import { Queues } from './queues.js';
import { Receiver } from './receiver.js';
import { Relay } from './relay.js';
import { RetryLoop } from './retry-loop.js';
import { type Runtime, systemRuntime, type Timer } from './runtime.js';
import type { Handle } from './steps/handle.js';
import { Stopped } from './steps/limit.js';
import { stepsOf } from './steps/steps.js';
import type { Holds } from './store.js';
import { DRAIN_MS, HANDLER_LIMIT_MS, longestLeaseMs } from './time-limits.js';
import { checkTopology } from './topology.js';
import { Totals } from './totals.js';

export interface MessagingOptions {
  /** Milliseconds from each failure of a message to its next attempt. */
  retrySchedule: readonly number[];
  /** Longest wait for running handlers when the service stops, in milliseconds; 20 s unless given. */
  drainMs?: number;
  /** What the platform itself keeps about people in the service's database, beside messages. */
  platformRows?: KeepsPersonalData;
}

const RECONNECT_MS = 1_000;
/** Limit of concurrent handlers of events, and of effects. An event's holds a connection, and the pool has more. */
const MAX_CONCURRENT = 4;
/** Longest time to hand back the messages of handlers that were ended, in milliseconds. */
const HAND_BACK_MS = 5_000;

/** One service's messaging: what it says, what it hears, and what it retries. */
export class Messaging {
  readonly outbox: Outbox;
  readonly effects: Effects;
  readonly messageErasure: MessageErasure;
  readonly erasure: Erasure;
  readonly queues: Queues;
  readonly hospital: Hospital;
  readonly circuits: Circuits;
  readonly totals: Totals;
  private readonly core: CoreDependencies;
  private readonly metrics: AttemptMetrics;
  private readonly limits: Map<string, number>;
  private readonly relay: Relay;
  private readonly retryLoop: RetryLoop;
  private readonly receiver: Receiver;
  private readonly stopping = new AbortController();
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
    private readonly options: MessagingOptions,
  ) {
    const core = { ...dependencies, runtime };
    this.core = core;
    this.metrics = new AttemptMetrics(core.telemetry.metrics, events, runtime);
    this.limits = new Map(
      [...events.heard, ...events.effects].map(({ type, limitMs = HANDLER_LIMIT_MS }) => [type, limitMs]),
    );
    this.relay = new Relay(
      core,
      events.said.map(({ type }) => type),
    );
    this.outbox = new Outbox(core, this.relay);
    const semaphore = new Semaphore(MAX_CONCURRENT);
    const leases = [...this.limits].map(([type, limitMs]) => [type, longestLeaseMs(limitMs)]);
    this.retryLoop = new RetryLoop(core, semaphore, Object.fromEntries(leases));
    this.effects = new Effects(core.store, this.retryLoop.wake);
    this.receiver = new Receiver(core, semaphore, this.limits, this.retryLoop.wake);
    this.messageErasure = new MessageErasure(core, holdsOf(events));
    this.erasure = new Erasure(this.messageErasure, this.outbox, options.platformRows);
    this.queues = new Queues(core);
    this.hospital = new Hospital(core, events, this.retryLoop.wake);
    this.circuits = new Circuits(core, this.retryLoop.wake);
    this.totals = new Totals(core, events.totals);
    exposeUnfinished(core.telemetry.metrics, () => core.store.unfinished(options.retrySchedule));
  }

  /** Starts to publish and to consume. Until the broker answers, it tries to connect once a second. */
  async start(handlers: ReadonlyMap<string, MessageHandler>): Promise<void> {
    const handle = stepsOf(this.core, {
      metrics: this.metrics,
      totals: this.totals,
      handlers,
      schedule: this.options.retrySchedule,
      limits: this.limits,
      senders: new Map(this.events.heard.map(({ type, from }) => [type, from])),
      attributes: new Map(this.events.heard.map(({ type, attributes = [] }) => [type, attributes])),
      onAdmission: new Map(
        this.events.effects.flatMap(({ type, onAdmission }) =>
          onAdmission ? [[type, onAdmission.type]] : [],
        ),
      ),
      stopping: this.stopping.signal,
    });
    this.relay.start();
    this.retryLoop.start(handle);
    await (this.connecting = this.connect(handle));
  }

  /**
   * Resolves when events can come in and go out.
   * @throws Error when the broker does not answer or did not take the last events, or the service has not connected to it yet
   * @throws TopologyError when the deployment has not declared what the service says and hears
   */
  async ping(): Promise<void> {
    await this.core.broker.ping();
    const failure = this.obstacle ?? this.relay.failure;
    if (failure) throw failure;
  }

  /**
   * Takes no events from now on, which leaves them to other replicas, or takes them again. Retries go on.
   * @throws Error when the broker does not answer; it may be called again
   */
  pause(isPaused: boolean): Promise<void> {
    return this.receiver.pause(isPaused);
  }

  /**
   * Stops consuming, releases the messages that no handler has started on, and waits for running handlers. Those that run
   * for too long are rolled back, and their messages handed back: the attempt does not count. The service can still say
   * events until `close`.
   */
  drain(): Promise<void> {
    return (this.drained ??= this.finish());
  }

  /** Drains, publishes the last events of the outbox, and closes the connections to the broker. */
  close(): Promise<void> {
    return (this.closed ??= this.disconnect());
  }

  private async finish(): Promise<void> {
    const { drainMs = DRAIN_MS } = this.options;
    const stop = () => this.stopping.abort(new Stopped('the service stopped before the handler had ended'));
    const deadline = this.core.runtime.after(drainMs, stop);
    this.reconnect?.cancel();
    this.circuits.stop();
    await this.within(drainMs + HAND_BACK_MS, this.finishAttempts());
    deadline.cancel();
  }

  private async finishAttempts(): Promise<void> {
    await Promise.resolve(); // the stop may come while `connect` is being called
    await this.connecting;
    await Promise.all([this.receiver.drain(), this.retryLoop.stop()]);
  }

  private async disconnect(): Promise<void> {
    await this.drain();
    await this.relay.stop();
    await this.core.broker.stop();
  }

  private async connect(handle: Handle): Promise<void> {
    const { broker, telemetry, runtime } = this.core;
    try {
      checkTopology(telemetry.service, this.events, await broker.topology());
      if (this.events.heard.length) await this.receiver.start(handle);
      this.obstacle = undefined;
    } catch (err) {
      this.obstacle = err as Error;
      telemetry.log.warn({ err }, 'the service cannot connect to the broker; trying again in a second');
      if (this.drained) return;
      this.reconnect = runtime.after(RECONNECT_MS, () => (this.connecting = this.connect(handle)));
    }
  }

  private async within(ms: number, work: Promise<unknown>): Promise<void> {
    let timer: Timer | undefined;
    const late = new Promise<void>((resolve) => (timer = this.core.runtime.after(ms, resolve)));
    await Promise.race([work, late]).finally(() => timer?.cancel());
  }
}

/** For how long an unfinished message of each type holds an erasure, in milliseconds. */
const holdsOf = ({ said, heard, effects }: Events): Holds =>
  Object.fromEntries(
    [...said, ...heard, ...effects].flatMap(({ type, holdsErasureMs }) =>
      holdsErasureMs ? [[type, holdsErasureMs]] : [],
    ),
  );
