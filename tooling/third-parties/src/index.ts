export { discoverThirdParties } from './discovery.js';
export { thirdPartyFiles } from './imposter-files.js';
export { type Imposter, Mountebank, type RunningImposter, type ThirdParty, urlOf } from './mountebank.js';
export { carrier } from './parties/carrier.js';
export { smtp } from './parties/smtp.js';
