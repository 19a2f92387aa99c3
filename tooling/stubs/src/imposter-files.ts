import { type GeneratedFiles } from '#tooling/platform';
import { isHttp, type Pact, pactFileName, readPacts } from '#tooling/pacts';
import { imposterOf } from './generate.js';
import { ProviderDocument } from './provider-document.js';

/** The folder of the imposters, relative to the root of the repository; `mb --configfile` accepts each file. */
export const IMPOSTERS = 'stubs/imposters';

/** The pacts in a folder that have an HTTP interaction. */
export const withRequests = (folder?: string): Pact[] =>
  readPacts(folder).filter(({ interactions }) => interactions.some(isHttp));

/**
 * The imposters of pacts, by default the accepted ones, in a folder that holds nothing else.
 * @param documentOf finds the OpenAPI document of a provider, by default the committed one
 */
export const imposterFiles = (
  pacts = withRequests(),
  folder = IMPOSTERS,
  documentOf = (provider: string) => ProviderDocument.read(provider),
): GeneratedFiles => ({
  texts: Object.fromEntries(
    pacts.map((pact) => {
      const imposter = imposterOf(pact, undefined, documentOf(pact.provider.name));
      return [`${folder}/${pactFileName(pact)}`, `${JSON.stringify(imposter, null, 2)}\n`];
    }),
  ),
  owned: [`${folder}/*.json`],
});
