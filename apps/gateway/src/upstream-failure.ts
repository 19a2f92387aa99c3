import { Refusal } from '#libs/messaging';

/** What kept a service from answering. */
export const REASONS = ['unreachable', 'broken', 'timeout'] as const;
type Reason = (typeof REASONS)[number];

const RETRY_AFTER_S = 5;

/** How a service that cannot be asked is told of. A broken connection and a timeout say nothing about whether the work was done. */
const TOLD: Record<Reason, [code: string, status: number, detail: string]> = {
  unreachable: ['service-unreachable', 503, `cannot be reached. Try again in ${RETRY_AFTER_S} seconds.`],
  broken: [
    'service-broke-off',
    502,
    'broke off. Whether it did what you asked is not known: read before you repeat.',
  ],
  timeout: [
    'service-timeout',
    504,
    'did not answer in time. Whether it does what you asked is not known: read before you repeat.',
  ],
};

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

/** The refusal that the caller gets. */
export function refusalOf(service: string, reason: Reason): Refusal {
  const [code, status, detail] = TOLD[reason];
  const more = reason === 'unreachable' ? { retryAfter: RETRY_AFTER_S } : {};
  return new Refusal(code, `${service} ${detail}`, status, more);
}
