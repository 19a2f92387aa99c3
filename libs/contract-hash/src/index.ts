export { contractHash, contractHashesOf, type HashedPact } from './contract-hash.js';
