import { databaseUrl, openSession } from '#libs/database';
import { ANSWER_MS, ROOT } from '#tooling/platform';
import { sql } from 'kysely';
import { once } from 'node:events';
import { provision } from '../event-hop/provision.js';
import { HopTimer } from '../event-hop/hop.js';
import { openTroupeHop } from '../event-hop/troupe-hop.js';
import type { Arena } from './arena.js';
import type { Comparison } from './comparison.js';
import { timed } from './hop.js';
import { Load } from './load.js';
import { WRITE } from './requests.js';
import type { Contender } from './rounds.js';
import { median } from './statistics.js';

const PATH = ['names-intake', 'names-ranking', 'names-board'];
/** `baby.registered.v1`, and `top10.changed.v1`, which each birth of one name causes. */
const HOPS = 2;

/** Notifies of each list that the board has committed. */
const TRIGGER = sql`do $$ begin
  create function arrived() returns trigger language plpgsql as 'begin notify arrived; return null; end';
  create trigger arrived after insert or update on top10 execute function arrived();
end $$`;

/**
 * R4.
 * @param births of one round, one after the other
 * @param env of the services
 */
export const choreography = (rounds: number, births = 20, env: Record<string, string> = {}): Comparison => ({
  id: 'R4 choreography',
  title: `from POST /baby to the commit of the list at names-board / ${HOPS} event hops`,
  limits: { ms: 3 },
  rounds,
  warm: 6,
  async open(arena) {
    const services = await Promise.all(PATH.map((name) => arena.service(name, ROOT, env)));
    const load = new Load(services[0]!.url, WRITE);
    arena.defer(() => load.close());
    const board = await listen(arena);
    await provision(arena.owner);
    const timer = new HopTimer();
    const hop = await openTroupeHop(arena.owner, 1, timer.committed);
    arena.defer(() => hop.stop());
    const base = hopsOf(timed(hop, timer));
    return {
      ours: {
        async measure() {
          const times: number[] = [];
          for (let at = 0; at < births; at++) times.push(await board.timeOf(() => load.send(1)));
          return { ms: median(times) };
        },
      },
      base,
      again: base,
    };
  },
});

const hopsOf = (hop: Contender): Contender => ({
  measure: async () => ({ ms: HOPS * (await hop.measure()).ms! }),
});

/** Hears of each list that the board commits. */
async function listen(arena: Arena) {
  const board = PATH.at(-1)!;
  await arena.fill(board, TRIGGER);
  const session = await openSession(databaseUrl(arena.owner, board));
  arena.defer(() => session.end());
  await session.query('listen arrived');
  return {
    /** Milliseconds from the beginning of `work` until the next list is there. */
    async timeOf(work: () => Promise<void>): Promise<number> {
      const arrived = once(session, 'notification', { signal: AbortSignal.timeout(ANSWER_MS) }).then(() =>
        performance.now(),
      );
      const began = performance.now();
      const [at] = await Promise.all([arrived, work()]);
      return at - began;
    },
  };
}
