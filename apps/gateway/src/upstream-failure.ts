import { type ProblemType, problemType, type Refusal } from '#libs/messaging';

/** What kept a service from answering. */
export const REASONS = ['unreachable', 'broken', 'timeout'] as const;
type Reason = (typeof REASONS)[number];

const RETRY_AFTER_S = 5;

const where = 'Every operation at the gateway.';
const READ_FIRST =
  'Whether the service did what you asked is not known. Repeat what only reads. Repeat a change under the same ' +
  '`Idempotency-Key`; without one, read first whether it was done.';

/** How a service that cannot be asked is told of. A broken connection and a timeout say nothing about whether the work was done. */
const TOLD: Record<Reason, { type: ProblemType; detail: string }> = {
  unreachable: {
    type: problemType({
      code: 'service-unreachable',
      status: 503,
      meaning: 'The gateway cannot reach the service of the operation.',
      advice: 'Wait for the number of seconds in `Retry-After`, and send the same request again.',
      retries: true,
      where,
    }),
    detail: 'cannot be reached.',
  },
  broken: {
    type: problemType({
      code: 'service-broke-off',
      status: 502,
      meaning: 'The service of the operation broke off before it had answered.',
      advice: READ_FIRST,
      where,
    }),
    detail: 'broke off.',
  },
  timeout: {
    type: problemType({
      code: 'service-timeout',
      status: 504,
      meaning: 'The service of the operation did not answer in time.',
      advice: READ_FIRST,
      where,
    }),
    detail: 'did not answer in time.',
  },
};

/** Every problem that comes of a service that cannot be asked. */
export const UPSTREAM_PROBLEMS = REASONS.map((reason) => TOLD[reason].type);

/** The codes of errors that came before a request was sent. */
const UNREACHABLE = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
];
const TIMEOUTS = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];

/** Why a service did not answer, by the error of the HTTP client or its causes. */
export function reasonOf(error: unknown): Reason {
  const { code = '', cause } = error as { code?: string; cause?: unknown };
  if (UNREACHABLE.includes(code)) return 'unreachable';
  if (TIMEOUTS.includes(code)) return 'timeout';
  return cause ? reasonOf(cause) : 'broken';
}

/** The refusal that the caller gets. @param isSafe whether the request changes nothing */
export function refusalOf(service: string, reason: Reason, isSafe: boolean): Refusal {
  const { type, detail } = TOLD[reason];
  if (reason === 'unreachable')
    return type.refusal(`${service} ${detail} Try again in ${RETRY_AFTER_S} seconds.`, {
      retryAfter: RETRY_AFTER_S,
    });
  const next = isSafe
    ? 'Try again.'
    : 'Whether it does what you asked is not known: repeat it under the same Idempotency-Key, or read first.';
  return type.refusal(`${service} ${detail} ${next}`);
}
