import { asOwner } from '#libs/database';
import { eventually } from '#tooling/platform';
import { sql } from 'kysely';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Act, kindOf } from './acts.js';
import type { ChaosPlatform } from './chaos-platform.js';
import type { Part } from './part.js';
import { preload } from './preload.js';

/** Milliseconds in which a failpoint must be passed under load. */
const HIT_MS = 45_000;
const AN_HOUR_MS = 3_600_000;

type ActOf<Do extends Act['do']> = Extract<Act, { do: Do }>;
/** Does to a platform what acts say. Two acts on one part follow each other. */
export class FaultInjector {
  /** How often each kind of act has happened; of ended backends, how many. */
  readonly tally = new Map<string, number>();
  /** What every process is started with, beside what an act wants. */
  private readonly preloads = new Map<string, URL[]>();
  private readonly last = new Map<unknown, Promise<unknown>>();
  private marks = 0;

  /** @param hitMs how long a failpoint is waited for, in milliseconds */
  constructor(
    readonly platform: ChaosPlatform,
    private readonly hitMs = HIT_MS,
  ) {}

  /** Performs an act, and mends it. @throws Error when it could not happen */
  perform(act: Act): Promise<void> {
    return this.afterOthers(this.placeOf(act), async () => {
      await this.byKind(act);
      if (act.do !== 'end backends') this.count(kindOf(act));
    });
  }

  /** Starts the processes of a service again with other modules loaded before, also after later acts. */
  async startWith(service: string, ...preloads: URL[]): Promise<void> {
    for (const name of this.platform.partNames.filter((one) => one.split('#')[0] === service)) {
      const part = this.platform.part(name);
      this.preloads.set(name, preloads);
      await part.kill();
      this.start(part);
    }
    await this.platform.ready();
  }

  /** Where and when a message passes a failpoint. @returns the module to load, and the file that tells that it happened */
  async failpoint(parameters: Record<string, string>): Promise<{ url: URL; mark: string }> {
    const mark = await this.platform.emptyFile(`mark-${this.marks++}`);
    return { url: preload('tooling/chaos/src/preloads/failpoint.js', { ...parameters, mark }), mark };
  }

  start(part: Part, ...more: URL[]): void {
    part.start([...(this.preloads.get(part.name) ?? []), ...more]);
  }

  private count(kind: string, times = 1): void {
    this.tally.set(kind, (this.tally.get(kind) ?? 0) + times);
  }

  private placeOf(act: Act): unknown {
    if ('part' in act) return this.platform.part(act.part);
    if ('way' in act) return act.way;
    return act.do;
  }

  private afterOthers(place: unknown, work: () => Promise<void>): Promise<void> {
    const result = (this.last.get(place) ?? Promise.resolve()).then(work);
    this.last.set(
      place,
      result.catch(() => {}),
    );
    return result;
  }

  private async byKind(act: Act): Promise<void> {
    switch (act.do) {
      case 'kill':
        return this.kill(act);
      case 'terminate':
        return this.terminate(act);
      case 'freeze':
        return this.freeze(act);
      case 'kill postgres':
        return this.killPostgres(act);
      case 'kill broker':
        return this.platform.broker.kill?.(act.downMs);
      case 'end backends':
        return this.endBackends(act);
      case 'shift clock':
        return this.shiftClock(act);
      case 'fail at':
        return this.failAt(act);
      case 'introduce':
        return this.platform.introduce();
      case 'cut':
      case 'stall':
      case 'reset':
      case 'cut after':
      case 'silence':
      case 'slow down':
      case 'narrow':
        return this.disturb(act);
    }
  }

  private async kill({ part: name, downMs }: ActOf<'kill'>): Promise<void> {
    const part = this.platform.part(name);
    await part.kill();
    await sleep(downMs);
    this.start(part);
  }

  private async terminate({ part: name }: ActOf<'terminate'>): Promise<void> {
    const part = this.platform.part(name);
    const ending = await part.stop();
    this.start(part);
    if (ending !== 'exit code 0') throw new Error(`${name} was asked to stop, and ended with ${ending}`);
  }

  private async freeze({ part: name, forMs }: ActOf<'freeze'>): Promise<void> {
    const part = this.platform.part(name);
    part.freeze();
    await sleep(forMs);
    part.resume();
  }

  private async killPostgres({ downMs }: ActOf<'kill postgres'>): Promise<void> {
    const { postgres } = this.platform;
    const [pid] = (await readFile(join(postgres.dataDir, 'postmaster.pid'), 'utf8')).split('\n');
    const { ended } = postgres;
    process.kill(Number(pid), 'SIGKILL');
    await ended;
    await sleep(downMs);
    await postgres.restart();
  }

  private async endBackends({ database, most }: ActOf<'end backends'>): Promise<void> {
    await asOwner(this.platform.databaseUrl('postgres'), async ({ query }) => {
      const { rows } = await sql`
        select pg_terminate_backend(pid) from (
          select pid from pg_stat_activity where datname = ${database} and usename <> 'postgres'
          order by random() limit ${most}) sessions`.execute(query);
      this.count('end backends', rows.length);
    });
  }

  private async shiftClock({ part: name, hours, forMs }: ActOf<'shift clock'>): Promise<void> {
    const part = this.platform.part(name);
    const ms = String(hours * AN_HOUR_MS);
    await part.kill();
    this.start(part, preload('tooling/faults/src/preloads/shifted-clock.js', { ms }));
    await sleep(forMs);
    await part.kill();
    this.start(part);
  }

  private async failAt({ part: name, point, passage, blow, ms = 0, after }: ActOf<'fail at'>): Promise<void> {
    const part = this.platform.part(name);
    const before = after && (await this.failpoint({ at: after, act: 'throw' }));
    const here = await this.failpoint({
      at: point,
      act: blow,
      passage: String(passage),
      ms: String(ms),
    });
    const preloads = [...(before ? [before.url] : []), here.url];
    await part.kill();
    if (blow === 'kill') part.startOnce([...(this.preloads.get(part.name) ?? []), ...preloads]);
    else this.start(part, ...preloads);
    const isHit = await eventually(async () => (await readFile(here.mark, 'utf8')) !== '', this.hitMs).catch(
      () => false,
    );
    if (isHit && blow === 'kill') await part.ended;
    if (isHit && blow === 'stop') await sleep(ms);
    if (isHit && blow !== 'kill') return part.resume();
    // A blow that has not come must not come later, when nobody mends it.
    await part.kill();
    this.start(part);
    if (!isHit) throw new Error(`${name} never passed ${point}`);
  }

  private async disturb(
    act: Exclude<
      Act,
      { part: string } | { do: 'kill postgres' | 'kill broker' | 'end backends' | 'introduce' }
    >,
  ): Promise<void> {
    const way = this.platform.ways.to(act.way);
    if (act.do === 'cut') await way.cut();
    if (act.do === 'stall') way.stall();
    if (act.do === 'reset') return way.reset();
    if (act.do === 'silence') way.silence(act.direction);
    if (act.do === 'cut after') way.cutAfter(act.bytes);
    if (act.do === 'slow down' || act.do === 'narrow') way.slowDown(act);
    await sleep(act.forMs);
    await way.restore();
  }
}
