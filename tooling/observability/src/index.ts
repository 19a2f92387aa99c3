export { GENERATED, observabilityFiles } from './artefacts.js';
