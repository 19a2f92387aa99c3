export { backUpCluster, type BackupEntry } from './cluster-backup.js';
export { EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js';
export { DataInUseError, EmbeddedPostgresError, PortInUseError } from './embedded-postgres-error.js';
