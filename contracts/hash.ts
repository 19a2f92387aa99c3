export { contractHash, type HashedPact } from '#libs/service';
