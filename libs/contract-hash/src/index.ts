export { contractHash, contractHashesOf, type HashedPact, hashesByFile } from './contract-hash.js';
