export { GENERATED, observabilityFiles, promisedSteps } from './artefacts.js';
