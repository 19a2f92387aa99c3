import { type GeneratedFiles } from '#tooling/platform';
import { fileOf, isHttp, type Pact, readPacts } from '#tooling/pacts';
import { imposterOf } from './generate.js';

/** Where the imposters are, seen from the root of the repository. Mountebank takes each as `--configfile`. */
export const IMPOSTERS = 'stubs/imposters';

/** The pacts in a folder that have something to ask an imposter for. */
export const withRequests = (folder?: string): Pact[] =>
  readPacts(folder).filter(({ interactions }) => interactions.some(isHttp));

/** The imposters of pacts, by default the accepted ones, in a folder that holds nothing else. */
export const imposterFiles = (pacts = withRequests(), folder = IMPOSTERS): GeneratedFiles => ({
  texts: Object.fromEntries(
    pacts.map((pact) => [`${folder}/${fileOf(pact)}`, `${JSON.stringify(imposterOf(pact), null, 2)}\n`]),
  ),
  owned: [`${folder}/*.json`],
});
