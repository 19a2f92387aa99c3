import { type EmbeddedPostgres } from '#tooling/embedded-postgres';
import { type Registry } from './registry.js';
import { HOST, MOUNTEBANK_PORT, shown } from '#tooling/platform';

/** One line of the launcher's table. */
export interface Row {
  name: string;
  url: string;
  /** What to try there. */
  hint: string;
}

const HEAD: Row = { name: 'service', url: 'address', hint: 'try' };

export function table(rows: Row[]): string {
  const all = [HEAD, ...rows];
  const width = (column: keyof Row) => Math.max(...all.map((row) => row[column].length));
  const [name, url, hint] = [width('name'), width('url'), width('hint')];
  const lines = all.map((row) => `${row.name.padEnd(name)}  ${row.url.padEnd(url)}  ${row.hint}`.trimEnd());
  return [lines[0], '-'.repeat(name + url + hint + 4), ...lines.slice(1)].join('\n');
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const SHOWN = 2;

/** The first operations of a service's API, as its own documentation tells them. */
export async function operationsOf(url: string): Promise<string> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: Record<string, object> };
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  return operations.slice(0, SHOWN).join(', ') || 'only events';
}

/** What the services stand on. */
export function infrastructure(
  { port, dataDir }: EmbeddedPostgres,
  { thirdParties }: Registry,
  portOffset: number,
): Row[] {
  const played = thirdParties.map(({ title, imposter, port, receives }) => ({
    name: title,
    url: `${imposter.protocol}://${HOST}:${port + portOffset}`,
    hint: `npm run ${receives}`,
  }));
  return [
    ...played,
    { name: 'Mountebank', url: `http://${HOST}:${MOUNTEBANK_PORT + portOffset}`, hint: 'GET /imposters' },
    {
      name: 'PostgreSQL',
      url: `postgres://postgres@${HOST}:${port}`,
      hint: `password in ${shown(dataDir)}.password`,
    },
  ];
}
