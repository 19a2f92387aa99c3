export { CLIENT, clientFiles } from './client-files.js';
