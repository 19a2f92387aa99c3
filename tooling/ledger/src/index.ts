export { deleteBranch, ensureEnvironment, ensureWebhook, removeEnvironment } from './broker-setup.js';
export {
  type Contract,
  type ContractStore,
  decide,
  type Decision,
  type Finding,
  type SelectedPact,
  worstAnswer,
} from './contract-store.js';
export { short } from './findings.js';
export { ledgerAge } from './ledger-age.js';
export { Ledger, LEDGER } from './ledger.js';
export { brokerFromEnv, PactBroker } from './pact-broker.js';
export { currentBranch, reasonNotToRecord, reasonNotToRemove } from './recording.js';
export { GitRevisions } from './revisions.js';
