export { BROKEN_CORES, type BrokenCore } from './broken-cores.js';
export { Random } from './random.js';
