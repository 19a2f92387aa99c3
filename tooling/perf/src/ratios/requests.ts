import { ROOT } from '#tooling/platform';
import { sql } from 'kysely';
import type { Arena } from './arena.js';
import type { Comparison, Opened } from './comparison.js';
import { type Asked, Load, loaded } from './load.js';
import type { SideProcess } from './side-process.js';

export const READ: Asked = { method: 'GET', path: '/top10', status: 200 };
export const WRITE: Asked = {
  method: 'POST',
  path: '/baby',
  body: { name: 'Zoë', sex: 'female' },
  status: 201,
};
/** Requests of a round. */
export const READS = 120;
export const WRITES = 60;
const WARM = 30;

/** A list as it is after a year. */
const LIST = JSON.stringify(
  Array.from({ length: 10 }, (_, at) => ({ name: `OLIVER ${at}`, count: 6941 - at })),
);
export const FILL = sql`
  insert into top10 (scope, version, boys, girls, as_of) values ('all', 1, ${LIST}, ${LIST}, now())
  on conflict do nothing`;

/** Ours, the baseline, and the baseline once more. */
export type Sides = [SideProcess, SideProcess, SideProcess];
export type StartSides = (service: string, arena: Arena) => Promise<Sides>;
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
    return openedOf(arena, await start('names-board', arena), READ, READS);
  },
});

/** A write, in whatever processes. */
export const writeAgainst = ({ rounds, limit }: Size, start: StartSides): Comparison => ({
  id: 'write',
  title: 'CPU of POST /baby, relay included',
  limits: { cpu: limit },
  rounds,
  warm: WARM,
  open: async (arena) => openedOf(arena, await start('names-intake', arena), WRITE, WRITES),
});

/** R1. */
export const read = (rounds: number): Comparison => ({
  ...readAgainst({ rounds, limit: 3.5 }, async (service, arena) => {
    const database = await arena.databaseLike(service, 'bare-read');
    await arena.fill('bare-read', FILL);
    return beside(arena, service, 'read', database);
  }),
  id: 'R1 read',
  title: 'GET /top10: CPU of names-board / of bare Fastify with the same statement',
});

/** R1. */
export const write = (rounds: number): Comparison => ({
  ...writeAgainst({ rounds, limit: 3 }, async (service, arena) =>
    beside(arena, service, 'write', await arena.databaseLike(service, 'bare-write')),
  ),
  id: 'R1 write',
  title: 'POST /baby: CPU of names-intake, relay included / of bare Fastify that writes the same two rows',
});

/** R2. */
export const telemetry = (rounds: number): Comparison[] => [
  {
    ...readAgainst({ rounds, limit: 1.25 }, withAndWithoutSpans),
    id: 'R2 read',
    title: 'GET /top10: CPU of names-board that exports spans / of one that makes none',
  },
  {
    ...writeAgainst({ rounds, limit: 1.25 }, withAndWithoutSpans),
    id: 'R2 write',
    title: 'POST /baby: CPU of names-intake that exports spans / of one that makes none',
  },
];

/** A service that is not told where spans go makes none. */
const NO_SPANS = { OTEL_EXPORTER_OTLP_ENDPOINT: '' };

const withAndWithoutSpans: StartSides = (service, arena) =>
  Promise.all([
    arena.service(service),
    arena.service(service, ROOT, NO_SPANS),
    arena.service(service, ROOT, NO_SPANS),
  ]);

const beside = (arena: Arena, service: string, baseline: string, database: string): Promise<Sides> =>
  Promise.all([
    arena.service(service),
    arena.baseline(baseline, database),
    arena.baseline(baseline, database),
  ]);

/** The sides under the same load. */
function openedOf(arena: Arena, sides: Sides, asked: Asked, requests: number): Opened {
  const [ours, base, again] = sides.map((side) => {
    const load = new Load(side.url, asked);
    arena.defer(() => load.close());
    return loaded(side, load, requests);
  });
  return { ours: ours!, base: base!, again: again! };
}
