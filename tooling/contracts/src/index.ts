export { documentFiles } from './documents/files.js';
