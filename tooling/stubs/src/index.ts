export { blackHole, type Fault, faults, withFaults } from './faults.js';
export { imposterOf, type State, type Stub, stubsFor } from './generate.js';
export { imposterFiles, IMPOSTERS, withRequests } from './imposter-files.js';
export { coverageLine, coverageSummary, interactionCoverage } from './interaction-coverage.js';
export { explainMismatch } from './mismatch-explanation.js';
export { replayAtPact } from './replay-at-pact.js';
export { type RecordedRequest } from './replay.js';
export { type ImposterResult } from './verify.js';
export { ProviderDocument } from './provider-document.js';
