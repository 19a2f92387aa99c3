import { type GeneratedFiles } from '#tooling/platform';
import { isHttp, type Pact, pactFileName, readPacts } from '#tooling/pacts';
import { imposterOf } from './generate.js';

/** The folder of the imposters, relative to the root of the repository; `mb --configfile` accepts each file. */
export const IMPOSTERS = 'stubs/imposters';

/** The pacts in a folder that have an HTTP interaction. */
export const withRequests = (folder?: string): Pact[] =>
  readPacts(folder).filter(({ interactions }) => interactions.some(isHttp));

/** The imposters of pacts, by default the accepted ones, in a folder that holds nothing else. */
export const imposterFiles = (pacts = withRequests(), folder = IMPOSTERS): GeneratedFiles => ({
  texts: Object.fromEntries(
    pacts.map((pact) => [`${folder}/${pactFileName(pact)}`, `${JSON.stringify(imposterOf(pact), null, 2)}\n`]),
  ),
  owned: [`${folder}/*.json`],
});
