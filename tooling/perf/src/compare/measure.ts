import { eventually } from '#tooling/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Usage, usageOf } from '../engines/process-tree.js';
import { seeded } from '../ratios/statistics.js';
import type { Contender } from './contender.js';
import { type Commits, TestBed } from './test-bed.js';
import { type Losses, lossesOf } from './losses.js';
import { RoleProcess } from './role-process.js';
import { Sender, sendUntil } from './sender.js';

/** How much is measured. */
export interface Sizes {
  /** Requests before the first one that counts. */
  warm: number;
  /** For the latency: requests a second, and for how many seconds. */
  perSecond: number;
  seconds: number;
  /** For the throughput. */
  events: number;
  /** Of the publisher, and as many of the consumer. */
  kills: number;
}

/** Milliseconds that half do not exceed, and 95 %. */
export interface Latency {
  p50: number;
  p95: number;
}

/** What was measured of a contender. What concerns events is missing where there are none. */
export interface Measured {
  requestMs: Latency;
  effectMs?: Latency;
  requestsPerSecond: number;
  eventsPerSecond?: number;
  /** CPU time of one event, or of one request, in milliseconds, and memory in MiB: of the processes, and of their servers. */
  processes: Usage;
  servers: Usage;
  killed?: { publisher: Losses; consumer: Losses };
}

const AT_ONCE = 16;
/** Milliseconds between the first sign of life of a process and its death. */
const LIFE_MS = { least: 100, most: 800 };
const SPARE_MS = 15_000;

/** One contender at work: its servers, and its two processes. */
class Trial {
  private publisher!: RoleProcess;
  private consumer: RoleProcess | undefined;
  private sender!: Sender;
  private readonly random = seeded(1);

  constructor(
    private readonly file: string,
    private readonly contender: Contender,
    private readonly bed: TestBed,
    private readonly patienceMs: number,
  ) {}

  async start(): Promise<void> {
    await this.startConsumer();
    await this.startPublisher();
  }

  async stop(): Promise<void> {
    await this.sender?.close();
    await this.publisher?.kill();
    await this.consumer?.kill();
  }

  async warm(requests: number): Promise<void> {
    await this.sender.sendAll(requests, AT_ONCE);
    await this.settle();
  }

  async latency({ perSecond, seconds }: Sizes): Promise<Pick<Measured, 'requestMs' | 'effectMs'>> {
    await this.bed.clear();
    const requestMs = latencyOf(await this.sender.sendAtRate(perSecond, seconds));
    if (!this.consumer) return { requestMs };
    await this.settle();
    const waits = waitsBetween(await this.bed.savedAt(), await this.bed.effectsAt());
    return { requestMs, effectMs: latencyOf(waits) };
  }

  async throughput({ events }: Sizes): Promise<Omit<Measured, 'requestMs' | 'effectMs' | 'killed'>> {
    await this.bed.clear();
    const pids = [this.publisher, this.consumer].flatMap((one) => one?.pid ?? []);
    const serverPids = await this.bed.pids();
    const before = [await usageOf(pids), await usageOf(serverPids)] as const;
    const began = Date.now();
    await this.sender.sendAll(events, AT_ONCE);
    const answered = Date.now();
    await this.settle();
    const after = [await usageOf(pids), await usageOf(serverPids)] as const;
    const [processes, servers] = after.map(({ cpuMs, mib }, at) => ({
      cpuMs: (cpuMs - before[at]!.cpuMs) / events,
      mib,
    })) as [Usage, Usage];
    const perSecond = (until: number) => (events * 1_000) / (until - began);
    const requestsPerSecond = perSecond(answered);
    if (!this.consumer) return { requestsPerSecond, processes, servers };
    const last = (await this.bed.effectsAt()).reduce((most, { at }) => Math.max(most, at), 0);
    return { requestsPerSecond, eventsPerSecond: perSecond(last), processes, servers };
  }

  /** Kills one side again and again under load. */
  async losses(side: 'publisher' | 'consumer', kills: number): Promise<Losses> {
    await this.bed.clear();
    const stop = new AbortController();
    const sending = sendUntil(stop.signal, () => this.sender, AT_ONCE);
    try {
      for (let kill = 0; kill < kills; kill++) await this.kill(side);
      await this.moves(this.bed.effects);
    } finally {
      stop.abort();
      await sending;
    }
    await this.bed.rest(this.patienceMs);
    const [saved, effects] = [await this.bed.savedAt(), await this.bed.effectsAt()];
    return lossesOf(
      saved.map(({ id }) => id),
      effects.map(({ id }) => id),
    );
  }

  /** Lets a side do something, kills it, and starts it anew. */
  private async kill(side: 'publisher' | 'consumer'): Promise<void> {
    await this.moves(side === 'publisher' ? this.bed.rows : this.bed.effects);
    await sleep(LIFE_MS.least + this.random() * (LIFE_MS.most - LIFE_MS.least));
    await this[side]!.kill();
    await (side === 'publisher' ? this.startPublisher() : this.startConsumer());
  }

  private async moves(count: () => Promise<number>): Promise<void> {
    const before = await count();
    await eventually(async () => (await count()) > before);
  }

  private settle(): Promise<void> | undefined {
    return this.consumer && this.bed.settle(this.patienceMs);
  }

  private async startPublisher(): Promise<void> {
    this.publisher = await RoleProcess.start(this.file, 'publish', this.bed.servers);
    void this.sender?.close();
    this.sender = new Sender(this.publisher.url);
  }

  private async startConsumer(): Promise<void> {
    if (!this.contender.consume) return;
    this.consumer = await RoleProcess.start(this.file, 'consume', this.bed.servers);
  }
}

/**
 * Measures a contender on servers of its own.
 * @param file the URL of its module
 * @param spareMs how long after the last moment of a delivery it counts as lost
 */
export async function measure(file: string, sizes: Sizes, spareMs = SPARE_MS): Promise<Measured> {
  const contender = (await import(file)) as Contender;
  const bed = await TestBed.open(contender);
  const trial = new Trial(file, contender, bed, contender.redeliveredAfterMs + spareMs);
  try {
    await trial.start();
    await trial.warm(sizes.warm);
    const measured = { ...(await trial.latency(sizes)), ...(await trial.throughput(sizes)) };
    if (!contender.consume) return measured;
    const publisher = await trial.losses('publisher', sizes.kills);
    return { ...measured, killed: { publisher, consumer: await trial.losses('consumer', sizes.kills) } };
  } finally {
    await trial.stop();
    await bed.close();
  }
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = times.toSorted((one, other) => one - other);
  const quantile = (share: number) => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
  return { p50: quantile(0.5), p95: quantile(0.95) };
}

/** The milliseconds between the commit of each row and that of its effect. */
function waitsBetween(saved: Commits, effects: Commits): number[] {
  const at = new Map(saved.map((row) => [row.id, row.at]));
  return effects.flatMap((effect) => {
    const began = at.get(effect.id);
    return began === undefined ? [] : [effect.at - began];
  });
}
