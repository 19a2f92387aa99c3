export { afterCommit, Database, type Query, sendAhead, type Tx } from './database.js';
export { ADMIN_DEADLINES, DEADLINES, type Deadlines, KEEP_ALIVE_MS, LOCK_ATTEMPT_MS } from './deadlines.js';
export { isTransactionConflict, isUnavailable, violatesUnique } from './errors.js';
export { Retention, type RetentionRule } from './retention.js';
export {
  asOwner,
  closeToPublic,
  copyDatabase,
  createDatabase,
  databaseUrl,
  dropDatabase,
  endSessions,
  grantConnect,
  openSession,
  revokeConnect,
} from './server.js';
export { checkSchema, migrate, type MigrationSet, schemaState, SchemaVersionError } from './migrations.js';
export { refuseAfterLimit, runUntil, runWithoutLimit } from './time-limit.js';
