export { GENERATED } from './artefacts.js';
