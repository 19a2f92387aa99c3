/** The classes of SQLSTATEs that a statement or a connection can fail with (PostgreSQL's manual, appendix A). */
const SQLSTATE_CLASSES: Record<string, string> = {
  '08': 'connection_exception',
  '0A': 'feature_not_supported',
  '21': 'cardinality_violation',
  '22': 'data_exception',
  '23': 'integrity_constraint_violation',
  '25': 'invalid_transaction_state',
  '26': 'invalid_sql_statement_name',
  '28': 'invalid_authorization_specification',
  '2D': 'invalid_transaction_termination',
  '3D': 'invalid_catalog_name',
  '3F': 'invalid_schema_name',
  '40': 'transaction_rollback',
  '42': 'syntax_error_or_access_rule_violation',
  '53': 'insufficient_resources',
  '54': 'program_limit_exceeded',
  '55': 'object_not_in_prerequisite_state',
  '57': 'operator_intervention',
  '58': 'system_error',
  P0: 'plpgsql_error',
  XX: 'internal_error',
};

/**
 * The name of an error's class, or the type of what was thrown in place of an error. pg calls every error of PostgreSQL
 * `error`: such a one has the name of its SQLSTATE's class, or `sqlstate_` and the class when this file does not know it.
 */
export function errorName(thrown: unknown): string {
  const { name, code } = (thrown ?? {}) as { name?: string; code?: unknown };
  if (!name) return typeof thrown;
  const sqlState = /^([0-9A-Z]{2})[0-9A-Z]{3}$/.exec(String(code))?.[1];
  if (name !== 'error' || !sqlState) return name;
  return SQLSTATE_CLASSES[sqlState] ?? `sqlstate_${sqlState}`;
}
