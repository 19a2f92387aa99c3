export { ChildProcess } from './child-process.js';
export { freePort } from './free-port.js';
export {
  combined,
  type GeneratedFiles,
  sectionOf,
  type StaleFile,
  staleFiles,
  withSection,
  writeFiles,
} from './generated-files.js';
export { type Git, gitIn, jsonAt, linesOf } from './git.js';
export { COMPILE_CACHE, DIST, remove, ROOT, shown } from './paths.js';
export { checkPorts, HOST, MOUNTEBANK_PORT, portsTaken, POSTGRES_PORT } from './ports.js';
export { Secrets } from './secrets.js';
export { UserError } from './user-error.js';
export { eventually, settle } from './waiting.js';
