import { openBareHop } from '../event-hop/bare-hop.js';
import { type Hop, HopTimer } from '../event-hop/hop.js';
import { provision } from '../event-hop/event-hop.js';
import { openTroupeHop } from '../event-hop/troupe-hop.js';
import type { Comparison } from './comparison.js';
import type { Contender } from './rounds.js';
import { median } from './statistics.js';

const HOPS = 30;

export const hop = (rounds: number, replicas: number): Comparison => ({
  id: `R3 hop, ${replicas} replica${replicas > 1 ? 's' : ''}`,
  title:
    'from the commit that sends an event to the commit that consumes it / the same commits as bare statements',
  limits: { ms: 2.5, cpu: 5 },
  rounds,
  warm: 6,
  async open({ owner }) {
    await provision(owner);
    const timer = new HopTimer();
    const hops = [
      await openTroupeHop(owner, replicas, timer.committed),
      await openBareHop(owner, timer.committed),
      await openBareHop(owner, timer.committed, 'again'),
    ];
    const [ours, base, again] = hops.map((one) => timed(one, timer));
    return {
      ours: ours!,
      base: base!,
      again: again!,
      close: async () => void (await Promise.all(hops.map((one) => one.stop()))),
    };
  },
});

/** A round measures the median of hops one after the other, and their CPU time in this process. */
const timed = (hop: Hop, timer: HopTimer): Contender => ({
  async measure() {
    const before = process.cpuUsage();
    const times: number[] = [];
    for (let at = 0; at < HOPS; at++) times.push(await timer.time(hop));
    const { user, system } = process.cpuUsage(before);
    return { ms: median(times), cpu: (user + system) / 1_000 / HOPS };
  },
});
