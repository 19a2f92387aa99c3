import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPacts } from '#tooling/pacts';
import { asyncApi } from './asyncapi.js';
import { catalogue, eventsIn, picture, unreadOf, unusedIn } from './catalogue.js';
import type { Described } from './document.js';
import { type Documents } from './pact-proof.js';

/** A document is made for each service, and goes with it. */
const PER_SERVICE = 'contracts/{openapi,asyncapi}/*.json';
const SECTION = /(<!-- written by npm run contracts:documents -->\n).*?(\n<!-- end -->)/s;

/** The documents of a service, as they travel; nothing is started for them. */
export async function documentsOf(service: Described): Promise<Documents> {
  const openApi = JSON.parse(JSON.stringify(await service.openApi())) as Documents['openApi'];
  return { openApi, asyncApi: asyncApi(service, openApi.info.version) };
}

/** Every file that tells of the services, by its path, with its text; and what nobody here needs, counted. */
export async function generate(services: Described[], root: string) {
  const documents = await Promise.all(services.map(documentsOf));
  const events = eventsIn(documents.map((one) => one.asyncApi));
  const unused = unusedIn(
    documents.map((one) => one.openApi),
    readPacts(join(root, 'contracts/pacts')),
  );
  const drawn = picture(events, services);
  const files: Record<string, string> = {
    'contracts/catalogue.md': catalogue(events, unused, drawn),
    'README.md': withPicture(readFileSync(join(root, 'README.md'), 'utf8'), drawn),
  };
  for (const { openApi, asyncApi } of documents) {
    files[`contracts/openapi/${openApi.info.title}.json`] = json(openApi);
    files[`contracts/asyncapi/${openApi.info.title}.json`] = json(asyncApi);
  }
  const unheard = events.filter(({ heardBy }) => !Object.keys(heardBy).length).length;
  const unread = events.flatMap(unreadOf).length;
  return { files, unneeded: { operations: unused.length, events: unheard, fields: unread } };
}

function withPicture(readme: string, drawn: string): string {
  if (!SECTION.test(readme))
    throw new Error(
      'README.md has no place for the picture: <!-- written by npm run contracts:documents --> and, after it, <!-- end -->',
    );
  return readme.replace(SECTION, (_all, begin, end) => `${begin}\n${drawn}\n${end}`);
}

const json = (document: object) => `${JSON.stringify(document, null, 2)}\n`;

/** The files that are not as they were generated, or that would not be generated any more. */
export function stale(files: Record<string, string>, root: string): string[] {
  const strays = globSync(PER_SERVICE, { cwd: root }).filter((file) => !files[file]);
  return [...Object.keys(files).filter((file) => read(join(root, file)) !== files[file]), ...strays].sort();
}

/** Makes the stale files fresh, and names them. */
export function write(files: Record<string, string>, root: string): string[] {
  const changed = stale(files, root);
  for (const file of changed) {
    const text = files[file];
    mkdirSync(dirname(join(root, file)), { recursive: true });
    if (text === undefined) rmSync(join(root, file));
    else writeFileSync(join(root, file), text);
  }
  return changed;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
