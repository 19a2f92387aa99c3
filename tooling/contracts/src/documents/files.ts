import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProblemType, problemTypes } from '#libs/messaging';
import { answering, TOLD_PROBLEMS, toldOf } from '#libs/service';
import { type GeneratedFiles, withSection } from '#tooling/platform';
import { type Pact, readPacts } from '#tooling/pacts';
import { asyncApi } from './asyncapi.js';
import { catalogue, eventsIn, picture, unusedIn } from './catalogue.js';
import { CHANGELOGS, versionIn } from './changelog.js';
import type { Described, OpenApi } from './document.js';
import { checkExamples, withExamples } from './examples.js';
import { checkLinks } from './links.js';
import { type Documents } from './pact-proof.js';
import { PLATFORM_EVENTS, platformEvents } from './platform-events.js';
import { checkPreconditions } from './preconditions.js';
import { PUBLIC_API, publicApi } from './public-api.js';
import { checkTold } from './told-operations.js';

/** A document is made for each service, and goes with it. */
const PER_SERVICE = 'contracts/{openapi,asyncapi}/*.json';

/** The documents of a service, as they travel; nothing is started for them. */
export async function documentsOf(service: Described): Promise<Documents> {
  const openApi = JSON.parse(JSON.stringify(await service.openApi())) as Documents['openApi'];
  return { openApi, asyncApi: asyncApi(service, openApi.info.version) };
}

/**
 * The OpenAPI and AsyncAPI documents of the services, their catalogue, and the README with their picture.
 * @throws UserError when the README has no place for the picture, when a write forgets a precondition, or when a document does
 * not tell what an operation does
 */
export async function documentFiles(services: Described[], root: string): Promise<GeneratedFiles> {
  const pacts = readPacts(join(root, 'contracts/pacts'));
  const documents = illustrated(await Promise.all(services.map(documentsOf)), pacts);
  for (const { openApi } of documents) checkPreconditions(openApi);
  checkTold(documents.map(({ openApi }) => openApi));
  checkExamples(documents.map(({ openApi }) => openApi));
  const events = eventsIn(documents.map((one) => one.asyncApi));
  const unused = unusedIn(
    documents.map((one) => one.openApi),
    pacts,
  );
  const drawn = picture(events, services);
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  return {
    texts: {
      'contracts/catalogue.md': catalogue(events, services, unused, drawn),
      'README.md': withSection(readme, 'README.md', 'picture', `\n${drawn}\n\n`),
      ...Object.fromEntries(documents.flatMap(filesOf)),
      ...platformFiles(documents, root, passingOnOf(services)),
    },
    owned: [PER_SERVICE],
  };
}

function illustrated(documents: Documents[], pacts: Pact[]): Documents[] {
  const openApis = withExamples(
    documents.map(({ openApi }) => openApi),
    pacts,
  );
  return documents.map((one, at) => ({ ...one, openApi: openApis[at]! }));
}

const filesOf = ({ openApi, asyncApi }: Documents): [file: string, text: string][] => [
  [`contracts/openapi/${openApi.info.title}.json`, json(openApi)],
  [`contracts/asyncapi/${openApi.info.title}.json`, json(asyncApi)],
];

/** The problems with which a service in front of the others may answer for each of them. */
export const passingOnOf = (services: Pick<Described, 'passingOn'>[]): ProblemType[] =>
  services.flatMap(({ passingOn = [] }) => passingOn);

/** The two documents of the whole platform, in the versions of their changelogs, or of the release if they have none. */
function platformFiles(
  documents: Documents[],
  root: string,
  passingOn: readonly ProblemType[],
): GeneratedFiles['texts'] {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const versionOf = (document: keyof typeof CHANGELOGS): string => {
    const file = join(root, CHANGELOGS[document]);
    return (existsSync(file) && versionIn(readFileSync(file, 'utf8'))) || version;
  };
  const openApis = documents.map(({ openApi }) => openApi);
  const asyncApis = documents.map(({ asyncApi: one }) => one);
  const api = publicApi(openApis, versionOf(PUBLIC_API), passingOn);
  checkLinks(api);
  return {
    [PUBLIC_API]: json(withProblems(api)),
    [PLATFORM_EVENTS]: json(platformEvents(asyncApis, versionOf(PLATFORM_EVENTS))),
  };
}

/** With what the gateway, which has no code of the services, tells about their problems. */
function withProblems(document: OpenApi): OpenApi {
  const answered = answering(document);
  const told = problemTypes().filter(({ code }) => answered.has(code));
  return { ...document, [TOLD_PROBLEMS]: told.map(toldOf) };
}

const json = (document: object) => `${JSON.stringify(document, null, 2)}\n`;
