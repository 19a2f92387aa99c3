import type { Service } from '#libs/service';
import { type GeneratedFiles, UserError, withSection } from '#tooling/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routesOf } from './routes.js';
import { alignedTable } from './table.js';

const FILE = 'docs/outages.md';
/** The mark around the tables in that page. */
const OUTAGES = 'outages';

/** What a service does while one of its neighbours is down: its routes, and the events and effects that it handles. */
export interface Outage {
  neighbour: string;
  /** A service whose events are heard, and which is never called, is no more than a publisher. */
  kind: 'database' | 'broker' | 'issuer' | 'peer' | 'third party' | 'publisher';
  /** Routes that answer 503. */
  fails: string[];
  /** Events, effects and timers that wait, and are done when the neighbour is back. */
  waits: string[];
  /** All the others. */
  works: string[];
}

/** What the tables need to know of a service. */
type Described = Pick<
  Service,
  'name' | 'openApi' | 'settings' | 'events' | 'withoutDatabase' | 'withBroker' | 'isStateless'
>;

/** What the service has that may fail or wait, by its names in the tables. */
interface Parts {
  routes: string[];
  reactions: string[];
  timers: string[];
}

/**
 * What still works, for each neighbour of a service: its database, the broker, the issuer of tokens, the peers and third
 * parties that its configuration names, and the services that publish what it hears.
 * @throws UserError when the service does not say what it needs a neighbour for, or names something that it does not have
 */
export async function outagesOf(service: Described): Promise<Outage[]> {
  const { heard, effects } = service.events;
  const parts: Parts = {
    routes: (await routesOf(service)).map(({ name }) => name),
    reactions: [...heard, ...effects].map(({ type }) => type),
    timers: Object.keys(service.settings),
  };
  const outage = outageOf(service.name, parts);
  const called = calledBy(service);
  const publishers = [...new Set(heard.map(({ from }) => from))].filter(
    (name) => !called.some((one) => one.neighbour === name),
  );
  const inMemory = outage('its database', 'database', service.withoutDatabase).fails;
  const stored = [...parts.routes, ...parts.reactions].filter((part) => !inMemory.includes(part));
  return [
    outage('its database', 'database', stored),
    outage('the broker', 'broker', [...heard.map(({ type }) => type), ...service.withBroker]),
    outage('the issuer of tokens', 'issuer', []),
    ...called.map(({ neighbour, kind, neededBy }) => outage(neighbour, kind, neededBy)),
    ...publishers.map((neighbour) => outage(neighbour, 'publisher', [])),
  ];
}

/** The peers and third parties that a service calls, each with what needs it. */
function calledBy({ name, settings }: Described) {
  return Object.entries(settings).flatMap(([setting, { peer, outside, neededBy }]) => {
    const neighbour = peer ?? outside;
    if (!neighbour) return [];
    if (!neededBy)
      throw new UserError(
        `${name} does not declare what needs ${neighbour}: name the routes, events and effects in its configuration, ${setting}: ${peer ? 'peer' : 'outside'}('${neighbour}', …).`,
      );
    return [{ neighbour, kind: peer ? ('peer' as const) : ('third party' as const), neededBy }];
  });
}

const outageOf =
  (service: string, { routes, reactions, timers }: Parts) =>
  (neighbour: string, kind: Outage['kind'], needed: readonly string[] = []): Outage => {
    const unknown = needed.filter((part) => ![...routes, ...reactions, ...timers].includes(part));
    if (unknown.length)
      throw new UserError(
        `${service} declares that ${neighbour} is needed by ${unknown.join(', ')}, and has no such route, event, effect or setting; it has: ${[...routes, ...reactions].join(', ')}.`,
      );
    return {
      neighbour,
      kind,
      fails: routes.filter((part) => needed.includes(part)),
      waits: [...reactions, ...timers].filter((part) => needed.includes(part)),
      works: [...routes, ...reactions].filter((part) => !needed.includes(part)),
    };
  };

const HEAD = ['Without', 'Answers 503', 'Waits', 'Still works'];

/** One table for each service. @throws UserError as `outagesOf` does */
export async function outagesTables(all: Described[]): Promise<string> {
  const services = all.filter(({ isStateless }) => !isStateless);
  const tables = services.map(async (service) => {
    const routes = (await routesOf(service)).map(({ name }) => name);
    const events = service.events.heard.map(({ type }) => type);
    const listed = (parts: string[]) => listOf(parts, { 'every route': routes, 'every event': events });
    const rows = (await outagesOf(service)).map(({ neighbour, fails, waits, works }) => [
      neighbour,
      listed(fails),
      listed(waits),
      fails.length || waits.length ? listed(works) : 'everything',
    ]);
    return `## ${service.name}\n\n${alignedTable(HEAD, rows)}`;
  });
  return (await Promise.all(tables)).join('\n');
}

/** @param groups of more than one part, each by what it is called when the list has all of it */
function listOf(parts: string[], groups: Record<string, string[]>): string {
  const whole = Object.entries(groups).filter(
    ([, group]) => group.length > 1 && group.every((part) => parts.includes(part)),
  );
  const single = parts.filter((part) => !whole.some(([, group]) => group.includes(part)));
  return [...whole.map(([name]) => name), ...single.map((part) => `\`${part}\``)].join(', ') || '–';
}

/** docs/outages.md with the tables. @throws UserError as `outagesOf` does, or when the page has no place for them */
export async function outagesFiles(services: Described[], root: string): Promise<GeneratedFiles> {
  const page = readFileSync(join(root, FILE), 'utf8');
  return { texts: { [FILE]: withSection(page, FILE, OUTAGES, `\n${await outagesTables(services)}\n`) } };
}
