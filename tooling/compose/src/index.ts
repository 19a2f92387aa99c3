export { composeFiles } from './compose-file.js';
