import type { GeneratedFiles } from '#tooling/platform';
import type { ThirdParty } from './third-party.js';

const FOLDER = 'stubs/third-parties';

/** The imposter of each third party, as a file that Mountebank takes: `mb --configfile stubs/third-parties/carrier.json`. */
export const thirdPartyFiles = (thirdParties: ThirdParty[]): GeneratedFiles => ({
  texts: Object.fromEntries(
    thirdParties.map(({ name, title, port, imposter: { protocol, ...imposter } }) => [
      `${FOLDER}/${name}.json`,
      `${JSON.stringify({ protocol, port, name: title, ...imposter }, null, 2)}\n`,
    ]),
  ),
  owned: [`${FOLDER}/*.json`],
});
