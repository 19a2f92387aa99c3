import type { FastifyCorsOptions, FastifyCorsOptionsDelegateCallback } from '@fastify/cors';
import type { GatewayConfig } from './gateway.config.js';

/** The headers of answers that pages may read, beyond those that every page may (https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name). */
const EXPOSED = [
  'Accept-Patch',
  'Allow',
  'Content-Location',
  'Deprecation',
  'ETag',
  'Idempotency-Key',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Sunset',
  'WWW-Authenticate',
  'X-Correlation-ID',
  'X-Correlation-ID-Note',
  'X-Release',
];
/** The headers that pages may send. A browser adds those of its own. */
const ACCEPTED = [
  'Accept',
  'Authorization',
  'Content-Type',
  'If-Match',
  'If-None-Match',
  'Idempotency-Key',
  'Last-Event-ID',
  'Prefer',
  'Traceparent',
  'Tracestate',
  'X-Correlation-ID',
  'X-Release',
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Which pages of other origins may call the API. Callers prove themselves by a token that the page itself sends, and there are no
 * cookies: so answers never allow credentials, which would be sent without the page.
 */
export function corsFor(
  config: Pick<GatewayConfig, 'ALLOWED_ORIGINS' | 'PREFLIGHT_VALID'>,
): FastifyCorsOptionsDelegateCallback {
  const options: FastifyCorsOptions = {
    origin: config.ALLOWED_ORIGINS.length ? [...config.ALLOWED_ORIGINS] : false,
    credentials: false,
    methods: METHODS,
    allowedHeaders: ACCEPTED,
    exposedHeaders: EXPOSED,
    maxAge: Math.floor(config.PREFLIGHT_VALID / 1_000),
  };
  // An OPTIONS that is no preflight asks for the methods of a path.
  return ({ headers }, answer) =>
    answer(null, {
      ...options,
      preflight: 'access-control-request-method' in headers && 'origin' in headers,
    });
}

/** The same for the answer to a request that no hook sees, because it is not valid HTTP. */
export const headersForOrigin =
  ({ ALLOWED_ORIGINS: allowed }: Pick<GatewayConfig, 'ALLOWED_ORIGINS'>) =>
  (origin: string | undefined): Record<string, string> => {
    const reader = allowed.find((one) => one === '*') ?? allowed.find((one) => one === origin);
    return {
      vary: 'Origin',
      ...(reader && {
        'access-control-allow-origin': reader,
        'access-control-expose-headers': EXPOSED.join(', '),
      }),
    };
  };
