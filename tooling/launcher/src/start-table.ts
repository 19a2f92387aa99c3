import { type EmbeddedPostgres } from '#tooling/embedded-postgres';
import { ask, displayPath, HOST, MOUNTEBANK_PORT } from '#tooling/platform';
import { type Registry } from './registry.js';
import { type StatePaths } from './state-paths.js';

/** One line of the table that `npm start` prints. */
export interface TableRow {
  name: string;
  url: string;
  /** What to try there. */
  hint: string;
}

const HEAD: TableRow = { name: 'service', url: 'address', hint: 'try' };
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const OPERATIONS_SHOWN = 2;

/** The rows in columns, below a head and a line. */
export function formatTable(rows: TableRow[]): string {
  const all = [HEAD, ...rows];
  const width = (column: keyof TableRow) => Math.max(...all.map((row) => row[column].length));
  const [name, url, hint] = [width('name'), width('url'), width('hint')];
  const lines = all.map((row) => `${row.name.padEnd(name)}  ${row.url.padEnd(url)}  ${row.hint}`.trimEnd());
  return [lines[0], '-'.repeat(name + url + hint + 4), ...lines.slice(1)].join('\n');
}

interface Document {
  paths: Record<string, Record<string, object> & { get?: Operation }>;
}
interface Operation {
  'x-access'?: { public?: boolean };
  responses?: Record<string, { content?: object }>;
}

/**
 * A row for a service, with its page for people, or with the first operations of its API as its own documentation lists them.
 * @param publicUrl where people reach its pages
 */
export async function serviceRow(
  { name, url }: { name: string; url: string },
  publicUrl: string,
): Promise<TableRow> {
  const response = await ask(`${url}/openapi.json`);
  const document = (await response.json()) as Document;
  const page = pageIn(document);
  if (page) return { name, url, hint: `in a browser: ${addressOf(page, publicUrl)}` };
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  return { name, url, hint: operations.slice(0, OPERATIONS_SHOWN).join(', ') || 'only events' };
}

/** The document of the gateway has whole paths, which begin with that of the public URL. */
const addressOf = (path: string, publicUrl: string): string =>
  path.startsWith(`${new URL(publicUrl).pathname}/`) ? new URL(path, publicUrl).href : publicUrl + path;

/** The page with the shortest path that everybody may open, but the front page, to which the address of the service leads. */
function pageIn({ paths }: Document): string | undefined {
  const isPage = ({ get }: Document['paths'][string]) =>
    get?.['x-access']?.public && 'text/html' in (get.responses?.['200']?.content ?? {});
  const pages = Object.entries(paths).flatMap(([path, item]) =>
    isPage(item) && path !== '/' && !path.includes('{') ? [path] : [],
  );
  return pages.toSorted((one, other) => one.length - other.length)[0];
}

/** The rows for what the services use: third parties, Mountebank, PostgreSQL, and RabbitMQ if it carries the events. */
export function infrastructureRows(
  { port, dataDir }: EmbeddedPostgres,
  { thirdParties }: Registry,
  portOffset: number,
  paths: StatePaths,
  rabbitmq?: Pick<TableRow, 'url' | 'hint'>,
): TableRow[] {
  const stubbed = thirdParties.map(({ title, imposter, port, receives }) => ({
    name: title,
    url: `${imposter.protocol}://${HOST}:${port + portOffset}`,
    hint: paths.advised(`npm run ${receives}`),
  }));
  return [
    ...stubbed,
    { name: 'Mountebank', url: `http://${HOST}:${MOUNTEBANK_PORT + portOffset}`, hint: 'GET /imposters' },
    {
      name: 'PostgreSQL',
      url: `postgres://postgres@${HOST}:${port}`,
      hint: `password in ${displayPath(dataDir)}.password`,
    },
    ...(rabbitmq ? [{ name: 'RabbitMQ', url: rabbitmq.url, hint: rabbitmq.hint }] : []),
  ];
}
