export type { OpenApi } from './documents/document.js';
export { checkLedger, environmentNames, PATHS, servicesRecordedIn } from './path-options.js';
export { openStore } from './store-options.js';
export { documentFiles } from './documents/files.js';
export { PUBLIC_API } from './documents/public-api.js';
export { publicOperations } from './documents/public-operations.js';
