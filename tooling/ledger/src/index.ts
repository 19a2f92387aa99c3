export { ensureEnvironment, ensureWebhook } from './broker-setup.js';
export { type ContractStore, decide, type Decision, worstAnswer } from './contract-store.js';
export { Ledger, LEDGER } from './ledger.js';
export { brokerFromEnv, PactBroker } from './pact-broker.js';
export { currentBranch, reasonNotToRecord } from './recording.js';
export { GitRevisions } from './revisions.js';
