import { problemType } from '#libs/messaging';
import { z } from 'zod';

export const POINTER =
  'Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/NAME, /param/NAME (of the path) or /headers/NAME';

/** What is wrong with each part of a request. */
export const ERRORS = z
  .array(
    z.object({
      pointer: z.string().meta({
        description: POINTER,
        examples: ['/givenName'],
      }),
      detail: z.string().meta({ description: 'What is wrong there', examples: ['must not be empty'] }),
    }),
  )
  .meta({ description: 'What is wrong with each part of the request' });

export const BadRequest = problemType({
  code: 'bad-request',
  status: 400,
  meaning: 'The request is not valid HTTP, or its body is not valid JSON in UTF-8.',
  advice: 'Correct the path, the headers or the body as `detail` says.',
});

export const InvalidRequest = problemType({
  code: 'invalid-input',
  status: 400,
  meaning: 'A parameter or the body does not match the schema of the operation.',
  advice: 'Correct the fields that `errors` lists.',
  members: { errors: ERRORS },
});

export const Unauthenticated = problemType({
  code: 'unauthenticated',
  status: 401,
  meaning: 'The request has no valid access token.',
  advice: 'Log in again, and send the token: `Authorization: Bearer <token>`.',
});

export const Forbidden = problemType({
  code: 'forbidden',
  status: 403,
  meaning: 'The token is valid, but this kind of caller may not use the operation.',
  advice: 'Use the token of a caller whom the operation allows.',
});

export const ForbiddenHost = problemType({
  code: 'forbidden-host',
  status: 403,
  meaning: 'An operator calls the service by a name that is not its own.',
  advice: 'Call it by its address, or add the name to its setting `OPERATOR_HOSTS`.',
});

export const ForbiddenOrigin = problemType({
  code: 'forbidden-origin',
  status: 403,
  meaning: 'A page of another site sends an operator’s request.',
  advice: 'Act from a page of the service, or from a program.',
});

export const NoSuchResource = problemType({
  code: 'not-found',
  status: 404,
  meaning: 'The resource does not exist, or belongs to another person.',
  advice: 'Check the id, and that the token is of the person to whom it belongs.',
});

export const NotYet = problemType({
  code: 'not-yet',
  status: 503,
  meaning: 'You have registered, and the service has not heard of it yet.',
  advice: 'Wait for the number of seconds in `Retry-After`, and send the same request again.',
  retries: true,
});

export const NoSuchPath = problemType({
  code: 'no-such-path',
  status: 404,
  meaning: 'The service has no such path.',
  advice: 'Check the path against the document of the service, `/openapi.json`.',
});

export const MethodNotAllowed = problemType({
  code: 'method-not-allowed',
  status: 405,
  meaning: 'The path exists, but does not take this method.',
  advice: 'Use one of the methods in the header `Allow`.',
});

export const NotAcceptable = problemType({
  code: 'not-acceptable',
  status: 406,
  meaning: 'The operation produces none of the media types that the request accepts.',
  advice: 'Send an `Accept` with one of the types that `detail` names, or none.',
});

export const RequestTimeout = problemType({
  code: 'request-timeout',
  status: 408,
  meaning: 'The request did not arrive completely in time.',
  advice: 'Send it again, over a connection that is fast enough.',
});

export const PreconditionRequired = problemType({
  code: 'precondition-required',
  status: 428,
  meaning: 'The request would change a resource without saying which version of it.',
  advice: 'Send `If-Match` with the `ETag` that you received last.',
});

export const IfMatchInvalid = problemType({
  code: 'if-match-invalid',
  status: 400,
  meaning: '`If-Match` has something that is no ETag.',
  advice: 'Send the `ETag` that you received last as it came, with its quotes.',
});

export const IfMatchWeak = problemType({
  code: 'if-match-weak',
  status: 412,
  meaning: '`If-Match` has only weak ETags, which name no version.',
  advice: 'Send the `ETag` that you received last without its `W/`.',
});

export const PayloadTooLarge = problemType({
  code: 'payload-too-large',
  status: 413,
  meaning: 'The body has more than 100 KB.',
  advice: 'Send less in one request.',
});

export const UnsupportedMediaType = problemType({
  code: 'unsupported-media-type',
  status: 415,
  meaning: 'The body has a media type, a charset or an encoding that the operation does not take.',
  advice: 'Send the body as `detail` says.',
});

export const HeadersTooLarge = problemType({
  code: 'request-header-fields-too-large',
  status: 431,
  meaning: 'The headers have more than 16 KB.',
  advice: 'Send fewer or shorter headers.',
});

export const TooManyRequests = problemType({
  code: 'too-many-requests',
  status: 429,
  meaning: 'You have called more often than the limits of the operation allow.',
  advice: 'Wait for the number of seconds in `Retry-After`.',
  retries: true,
});

export const IdempotencyKeyInvalid = problemType({
  code: 'idempotency-key-invalid',
  status: 400,
  meaning: 'The `Idempotency-Key` is not 1 to 255 printable ASCII characters without blanks.',
  advice: 'Send another key, for example a UUID.',
});

export const IdempotencyKeyReused = problemType({
  code: 'idempotency-key-reused',
  status: 422,
  meaning:
    'You have sent another request under this `Idempotency-Key`: its body or query was another, if only in a secret.',
  advice: 'Use a new key for a new request. Look first whether the other one was done.',
});

export const RequestInProgress = problemType({
  code: 'request-in-progress',
  status: 409,
  meaning: 'The first request under this `Idempotency-Key` still runs.',
  advice: 'Wait for the number of seconds in `Retry-After`, and send the same request again.',
  retries: true,
});

export const Internal = problemType({
  code: 'internal',
  status: 500,
  meaning: 'The service failed. The fault is not yours.',
  advice: 'Report it, and quote the `correlationId`.',
});

/** What does not answer may have done its work all the same, or do it once it goes on. */
const MAY_BE_DONE =
  'A change may have been done, or be done yet. Wait for the number of seconds in `Retry-After`, and send the same request ' +
  'again, a change under the same `Idempotency-Key`; without one, read first whether it was done.';

export const Unavailable = problemType({
  code: 'unavailable',
  status: 503,
  meaning: 'The database of the service is not available.',
  advice: MAY_BE_DONE,
  retries: true,
});

export const PeerUnavailable = problemType({
  code: 'peer-unavailable',
  status: 503,
  meaning: 'Another service that the operation needs does not answer.',
  advice: MAY_BE_DONE,
  retries: true,
});

/** The service works, so no circuit breaker counts it. */
export const Full = problemType({
  code: 'full',
  status: 503,
  meaning: 'The service, or one that the operation needs, has too much to do at the moment.',
  advice: 'Wait for the number of seconds in `Retry-After`, and send the same request again.',
  retries: true,
});
