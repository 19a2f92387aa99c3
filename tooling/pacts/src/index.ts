export { bytesOf, isJson, textOf } from './body.js';
export { causesOf } from './causes.js';
export { type CoverageFindings } from './coverage.js';
export { differences } from './differences.js';
export { fits } from './fitting.js';
export { omitKey, parseJsonPath, valueAt, withChange } from './json-path.js';
export { type Schema, SchemaReader } from './json-schema.js';
export { lint } from './lint.js';
export { optionalFields } from './optional-fields.js';
export {
  additionsOf,
  type Mutant,
  mutantsOf,
  type MutationReport,
  type Output,
  type WaysReport,
} from './mutants.js';
export {
  type Contents,
  type EventInteraction,
  type HttpInteraction,
  type Interaction,
  interactionName,
  isEvent,
  isHttp,
  type Pact,
  pactFileName,
  pactFilesIn,
  PACTS,
  parsePact,
  type ProviderState,
  readPact,
  readPacts,
  type Rule,
  type Rules,
} from './pact-file.js';
export { forward, type ProviderRequest, type ProviderResponse } from './provider-http.js';
export {
  shareTestRun,
  type SpecRunOptions,
  specRunOptions,
  testRun,
  withSpecRunOptions,
} from './test-run.js';
export {
  type InteractionResult,
  interactionTitle,
  type PactResult,
  type Verification,
  verificationOf,
} from './verification-results.js';
export { type VerifiedProvider } from './verifier-endpoint.js';
export { runVerifier, runVerifierOn } from './verifier.js';
