import { InvalidInput, problemType } from '#libs/messaging';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, type Observable } from 'rxjs';
import { z } from 'zod';

/** The media type of errors in RFC 6749, section 5.2: clients read no `error` in another one. */
const JSON_TYPE = 'application/json';

/** Adds the `error` of RFC 6749, section 5.2, to the refusal of a grant that does not match its schema. */
@Injectable()
export class OAuthErrors implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof InvalidInput)) throw error;
        throw new InvalidInput(error.where, error.issues, {
          error: codeOf(body, error),
          mediaType: JSON_TYPE,
        });
      }),
    );
  }
}

/** The names of errors in RFC 6749, section 5.2, in RFC 7009 and in RFC 8707. */
const ERROR = z
  .enum([
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'invalid_target',
    'unsupported_grant_type',
    'unsupported_token_type',
  ])
  .meta({ description: 'The error by its name in RFC 6749, RFC 7009 or RFC 8707' });
type OAuthError = z.infer<typeof ERROR>;

/** A kind of problem that OAuth clients know by the member `error`. */
const oauthProblem = (error: OAuthError, status: number, meaning: string, advice: string) => ({
  error,
  type: problemType({
    code: `oauth.${error.replaceAll('_', '-')}`,
    status,
    meaning,
    advice,
    mediaType: JSON_TYPE,
    members: { error: ERROR.meta({ ...ERROR.meta(), examples: [error] }) },
  }),
});

export const invalidClient = oauthProblem(
  'invalid_client',
  401,
  'The client id or the secret is wrong or missing.',
  'Send both by HTTP Basic.',
);
export const invalidTarget = oauthProblem(
  'invalid_target',
  400,
  'There is no service of the name that `audience` has.',
  'Send the name of a service as `audience`.',
);
export const invalidGrant = oauthProblem(
  'invalid_grant',
  400,
  'The refresh token is unknown, was used before, or its session has ended.',
  'Log in again.',
);
export const unsupportedTokenType = oauthProblem(
  'unsupported_token_type',
  400,
  'The token is an access token, which ends by itself.',
  'Send the refresh token of the session.',
);

/** A challenge must name a realm (RFC 7617, section 2). */
const BASIC = 'Basic realm="troupe", charset="UTF-8"';

/** The refusal of a request to an endpoint of OAuth. */
export const oauthRefusal = ({ error, type }: ReturnType<typeof oauthProblem>, detail: string) =>
  type.refusal(detail, { error, challenge: BASIC });

/** A grant type that is missing, or comes twice, is an invalid request; one that is sent is unsupported. */
function codeOf(body: unknown, { issues }: InvalidInput): string {
  const isGrantWrong = issues.some(({ path }) => path?.[0] === 'grant_type');
  const grant = (body as { grant_type?: unknown } | null | undefined)?.grant_type;
  return isGrantWrong && typeof grant === 'string' ? 'unsupported_grant_type' : 'invalid_request';
}
