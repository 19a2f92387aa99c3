import type { AccessRule, LimitDeclaration, Service, SettingMeta } from '#libs/service';
import { type GeneratedFiles, UserError, withSection } from '#tooling/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { alignedTable } from './table.js';

const FILE = 'docs/security.md';
/** The mark around the table in that page. */
const LIMITS = 'limits';
const HEAD = ['Service', 'Route', 'Callers', 'What it tells, sends or costs', 'Limit'];

/** What the table needs to know of a service. */
type Described = Pick<Service, 'name' | 'openApi' | 'schema'>;

interface Operation {
  'x-access'?: AccessRule;
  'x-limit'?: LimitDeclaration;
}

/**
 * Every route of the services, with its limit.
 * @throws UserError naming every route that declares none
 */
export async function limitsTable(services: Described[]): Promise<string> {
  const routes = (await Promise.all(services.map(routesOf))).flat();
  const silent = routes.filter(({ operation }) => !operation['x-limit']);
  if (silent.length) {
    const names = silent.map(({ service, route }) => `${route} of ${service.name}`).join(', ');
    throw new UserError(
      `These routes do not declare a limit: ${names}. Declare it by @Limit(), or by @Unlimited() with what the route tells, sends or costs.`,
    );
  }
  return alignedTable(
    HEAD,
    routes.map(({ service, route, operation }) => rowOf(service, route, operation)),
  );
}

/** docs/security.md with that table. @throws UserError as `limitsTable` does, or when the page has no place for it */
export async function limitsFiles(services: Described[], root: string): Promise<GeneratedFiles> {
  const page = readFileSync(join(root, FILE), 'utf8');
  return { texts: { [FILE]: withSection(page, FILE, LIMITS, `\n${await limitsTable(services)}\n`) } };
}

async function routesOf(service: Described) {
  const { paths } = await service.openApi();
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      service,
      route: `\`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}\``,
      operation: operation as Operation,
    })),
  );
}

function rowOf({ name, schema }: Described, route: string, operation: Operation): string[] {
  const { what, rules } = operation['x-limit']!;
  const limits = rules.map(
    ({ setting, each }) => `${limitOf(schema, setting)} for each ${each} (\`${setting}\`)`,
  );
  return [name, route, callersOf(operation['x-access']), what, limits.join('; ') || 'none'];
}

function limitOf({ shape }: z.ZodObject, setting: string): string {
  const field = shape[setting] as z.ZodType;
  const { atOnce } = field.meta() as SettingMeta;
  return `${String(field.parse(undefined))} ${atOnce ? 'at once' : 'per minute'}`;
}

const callersOf = ({ subject, services = [], role }: AccessRule = {}): string =>
  [
    ...(subject ? ['the person'] : []),
    ...services.map((name) => `\`${name}\``),
    ...(role ? [`${role}s`] : []),
  ].join(', ') || 'anyone';
