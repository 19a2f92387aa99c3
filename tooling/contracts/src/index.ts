export type { OpenApi } from './documents/document.js';
export { documentFiles } from './documents/files.js';
export { PUBLIC_API } from './documents/public-api.js';
