import { type AccessRule, admitsPeople, type Service, type SettingMeta } from '#libs/service';
import { type GeneratedFiles, UserError, withSection } from '#tooling/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Route, routesOf } from './routes.js';
import { alignedTable } from './table.js';

const FILE = 'docs/security.md';
/** The mark around the table in that page. */
const LIMITS = 'limits';
const HEAD = ['Service', 'Route', 'Callers', 'What it tells, sends or costs', 'Limit'];

/** What the table needs to know of a service. */
type Described = Pick<Service, 'name' | 'openApi' | 'schema'>;

/**
 * Every route of the services, with its limit.
 * @throws UserError naming every route that declares none
 */
export async function limitsTable(services: Described[]): Promise<string> {
  const described = services.map(async (service) =>
    (await routesOf(service)).map((route) => ({ service, route })),
  );
  const routes = (await Promise.all(described)).flat();
  const silent = routes.filter(({ route }) => !route.limit);
  if (silent.length) {
    const names = silent.map(({ service, route }) => `\`${route.name}\` of ${service.name}`).join(', ');
    throw new UserError(
      `These routes do not declare a limit: ${names}. Declare it by @Limit(), or by @Unlimited() with what the route tells, sends or costs.`,
    );
  }
  return alignedTable(
    HEAD,
    routes.map(({ service, route }) => rowOf(service, route)),
  );
}

/** docs/security.md with that table. @throws UserError as `limitsTable` does, or when the page has no place for it */
export async function limitsFiles(services: Described[], root: string): Promise<GeneratedFiles> {
  const page = readFileSync(join(root, FILE), 'utf8');
  return { texts: { [FILE]: withSection(page, FILE, LIMITS, `\n${await limitsTable(services)}\n`) } };
}

function rowOf({ name, schema }: Described, route: Route): string[] {
  const { what, rules } = route.limit!;
  const limits = rules.map(
    ({ setting, each }) => `${limitOf(schema, setting)} for each ${each} (\`${setting}\`)`,
  );
  return [name, `\`${route.name}\``, callersOf(route.access), what, limits.join('; ') || 'none'];
}

function limitOf({ shape }: z.ZodObject, setting: string): string {
  const field = shape[setting] as z.ZodType;
  const { limit } = field.meta() as SettingMeta;
  return `${String(field.parse(undefined))} ${limit}`;
}

const callersOf = ({ services = [], role, ...rule }: AccessRule = {}): string =>
  [
    ...(admitsPeople(rule) ? ['the person'] : []),
    ...services.map((name) => `\`${name}\``),
    ...(role ? [`${role}s`] : []),
  ].join(', ') || 'anyone';
