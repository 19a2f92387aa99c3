export { laid, type Overlay, overlays, silence } from './faults.js';
export { imposterOf, type State, type Stub, stubsFor } from './generate.js';
export { imposters, strayImposters, withRequests, writeImposters } from './imposter-files.js';
export { exerciseIn, lineOf, summaryOf } from './interaction-coverage.js';
export { nearest } from './mismatch-explanation.js';
export { judge } from './replay-at-pact.js';
export { type Asked } from './replay.js';
export { type Proof } from './verify.js';
