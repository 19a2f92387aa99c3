export { discoverThirdParties } from './discovery.js';
export { thirdPartyFiles } from './imposter-files.js';
export { carrier } from './parties/carrier.js';
export { paymentGateway } from './parties/payment-gateway.js';
export { smtp } from './parties/smtp.js';
export { type ThirdParty } from './third-party.js';
