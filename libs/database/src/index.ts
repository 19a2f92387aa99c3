export {
  afterCommit,
  Database,
  isTransactionConflict,
  isUnavailable,
  type Tx,
  violatesUnique,
} from './database.js';
export { Retention, type RetentionRule } from './retention.js';
export { asOwner, copyDatabase, createDatabase, databaseUrl, dropDatabase } from './server.js';
export { checkSchema, migrate, type MigrationSet, SchemaVersionError } from './migrations.js';
export { refuseAfterLimit, runUntil, runWithoutLimit } from './time-limit.js';
