import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { errorName } from './error-name.js';
import { traceIdsOf } from './tracing.js';

export type { DestinationStream, Logger } from 'pino';

/** Names of fields whose values never reach a log, at the top level or up to two levels below. */
const SECRET_FIELDS = ['authorization', 'cookie', 'password', 'token', 'secret', 'email', 'to', 'address'];

/**
 * The fields of an error that are logged. Drivers add others, which may hold personal data: PostgreSQL's `detail` quotes
 * the row that violates a constraint.
 */
function errorFields(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return String(error);
  const { message, code, stack, cause } = error as Error & { code?: string };
  return {
    type: errorName(error),
    message,
    code,
    stack,
    ...(cause !== undefined && { cause: errorFields(cause) }),
  };
}

/**
 * One service's log: JSON lines, each with the ids of the business process and of the trace it belongs to.
 * Payloads and personal data are never logged; redaction is the second line of defence.
 */
export const createLog = (service: string, level: string, to: DestinationStream): Logger =>
  pino(
    {
      level,
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFields },
      mixin: () => traceIdsOf(),
      redact: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
    },
    to,
  );
