export { operationsOf, type PublicApi } from './api.js';
export { CLIENT, clientFiles } from './client-files.js';
