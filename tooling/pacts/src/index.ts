export { type ContractStore, type Verdict, verdictOf, type Verification, worstOf } from './contract-store.js';
export { type Findings } from './coverage.js';
export { differences } from './differences.js';
export { at, changed, keysOf, without } from './json-path.js';
export { type Schema, SchemaReader } from './json-schema.js';
export { Ledger, LEDGER } from './ledger.js';
export { lint } from './lint.js';
export { additionsOf, type Mutant, mutantsOf, type Mutation, type Output } from './mutants.js';
export { brokerIn, PactBroker, type ProviderVersion } from './pact-broker.js';
export {
  type Contents,
  type EventInteraction,
  fileOf,
  type HttpInteraction,
  type Interaction,
  isEvent,
  isHttp,
  nameOf,
  type Pact,
  PACTS,
  parsePact,
  type ProviderState,
  readPacts,
  type Rule,
  type Rules,
} from './pact-file.js';
export { branchIn, hindrance } from './recording.js';
export { GitRevisions } from './revisions.js';
export {
  shareTestRun,
  type SpecRunOptions,
  specRunOptions,
  type TestRun,
  testRun,
  withSpecRunOptions,
} from './test-run.js';
export { read, titleOf, type Tried, verdictOn } from './verification-results.js';
