import { settle } from '#tooling/platform';
import { sql } from 'kysely';
import type { Arena } from './arena.js';
import type { Comparison, Opened } from './comparison.js';
import { type Asked, Load, loaded } from './load.js';
import type { SideProcess } from './side-process.js';

const READ: Asked = { method: 'GET', path: '/top10', status: 200 };
const WRITE: Asked = { method: 'POST', path: '/baby', body: { name: 'Zoë', sex: 'female' }, status: 201 };
/** Requests of a round. */
const READS = 120;
const WRITES = 60;
const WARM = 30;

/** A list as it is after a year. */
const LIST = JSON.stringify(
  Array.from({ length: 10 }, (_, at) => ({ name: `OLIVER ${at}`, count: 6941 - at })),
);
const FILL = sql`
  insert into top10 (scope, version, boys, girls, as_of) values ('all', 1, ${LIST}, ${LIST}, now())
  on conflict do nothing`;

/** Ours, the baseline, and the baseline once more. */
export type Sides = [SideProcess, SideProcess, SideProcess];
type StartSides = (service: string) => Promise<Sides>;
interface Size {
  rounds: number;
  limit: number;
}

/** A read, in whatever processes. */
export const readAgainst = ({ rounds, limit }: Size, start: StartSides): Comparison => ({
  id: 'read',
  title: 'CPU of GET /top10',
  limits: { cpu: limit },
  rounds,
  warm: WARM,
  async open(arena) {
    await arena.fill('names-board', FILL);
    return openedOf(await start('names-board'), READ, READS);
  },
});

/** A write, in whatever processes. */
export const writeAgainst = ({ rounds, limit }: Size, start: StartSides): Comparison => ({
  id: 'write',
  title: 'CPU of POST /baby, relay included',
  limits: { cpu: limit },
  rounds,
  warm: WARM,
  open: async () => openedOf(await start('names-intake'), WRITE, WRITES),
});

/** R1. */
export const read = (rounds: number, arena: Arena): Comparison => ({
  ...readAgainst({ rounds, limit: 4.5 }, async (service) => {
    const database = await arena.databaseLike(service, 'bare-read');
    await arena.fill('bare-read', FILL);
    return beside(arena, service, 'read', database);
  }),
  id: 'R1 read',
  title: 'GET /top10: CPU of names-board / of bare Fastify with the same statement',
});

/** R1. */
export const write = (rounds: number, arena: Arena): Comparison => ({
  ...writeAgainst({ rounds, limit: 3 }, async (service) =>
    beside(arena, service, 'write', await arena.databaseLike(service, 'bare-write')),
  ),
  id: 'R1 write',
  title: 'POST /baby: CPU of names-intake, relay included / of bare Fastify that writes the same two rows',
});

const beside = (arena: Arena, service: string, baseline: string, database: string): Promise<Sides> =>
  Promise.all([
    arena.service(service),
    arena.baseline(baseline, database),
    arena.baseline(baseline, database),
  ]);

/** The sides under the same load. */
function openedOf(sides: Sides, asked: Asked, requests: number): Opened {
  const loads = sides.map((side) => new Load(side.url, asked));
  const [ours, base, again] = sides.map((side, at) => loaded(side, loads[at]!, requests));
  return {
    ours: ours!,
    base: base!,
    again: again!,
    async close() {
      await settle(loads.map((load) => load.close()));
      await settle(sides.map((side) => side.stop()));
    },
  };
}
