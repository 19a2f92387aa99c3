import { openBareHop } from '../event-hop/bare-hop.js';
import { type Hop, HopTimer } from '../event-hop/hop.js';
import { watch } from '../event-hop/provision.js';
import { openTroupeHop } from '../event-hop/troupe-hop.js';
import type { Comparison } from './comparison.js';
import { type EngineName, engineMissing, openEngine } from './engine.js';
import type { Contender } from './rounds.js';
import { median } from './statistics.js';

const HOPS = 30;

/** Between which replicas, and by what, events hop. */
interface Between {
  engine?: EngineName;
  /** Of each of the two services. */
  replicas?: number;
  /** A third service, in a process of its own, hears the envelope as the monitor does. */
  isWatched?: boolean;
}

/** R3. */
export const hop = (
  rounds: number,
  { engine = 'PostgreSQL', replicas = 1, isWatched = false }: Between = {},
): Comparison => ({
  id: [
    `R3 hop${engine === 'PostgreSQL' ? '' : ` on ${engine}`}`,
    `${replicas} replica${replicas > 1 ? 's' : ''}`,
    ...(isWatched ? ['watched'] : []),
  ].join(', '),
  title:
    'from the commit that sends an event to the commit that consumes it / the same commits as bare statements',
  skip: engineMissing(engine),
  limits: { ms: 3, cpu: 5 },
  rounds,
  warm: 6,
  async open(arena) {
    const { owner } = arena;
    const { admin, carry } = await openEngine(engine, arena);
    if (isWatched) arena.defer(await watch(owner));
    const timer = new HopTimer();
    const contender = (hop: Hop): Contender => {
      arena.defer(() => hop.stop());
      return timed(hop, timer);
    };
    return {
      ours: contender(await openTroupeHop(owner, replicas, timer.committed, { admin })),
      base: contender(await openBareHop(owner, timer.committed, carry('floor'))),
      again: contender(await openBareHop(owner, timer.committed, carry('again'))),
    };
  },
});

/** A round measures the median of hops one after the other, and their CPU time in this process. */
export const timed = (hop: Hop, timer: HopTimer): Contender => ({
  async measure() {
    const before = process.cpuUsage();
    const times: number[] = [];
    for (let at = 0; at < HOPS; at++) times.push(await timer.time(hop));
    const { user, system } = process.cpuUsage(before);
    return { ms: median(times), cpu: (user + system) / 1_000 / HOPS };
  },
});
