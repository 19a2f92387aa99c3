import { Operator } from './operator.js';
import { discoverRegistry } from './registry.js';
import type { StatePaths } from './state-paths.js';

/**
 * The lines that lead to the page for operators, which the service serves that knows the addresses of all others. The first
 * address opens it at once, for as long as its token is valid; none when there is no such service.
 */
export async function operatorPage(paths: StatePaths): Promise<string[]> {
  const registry = await discoverRegistry();
  const service = registry.services.find(({ settings }) =>
    Object.values(settings).some(({ services }) => services),
  );
  if (!service) return [];
  const operator = new Operator(paths, registry);
  const url = operator.urlOf(service);
  const token = await operator.tokenForAll().catch(() => undefined); // the platform runs without the page, too
  return [
    `See the whole at ${url}`,
    ...(token ? [`Open it as an operator within five minutes: ${url}/#token=${token}`] : []),
  ];
}
