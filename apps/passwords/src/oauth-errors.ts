import { InvalidInput, Refusal } from '#libs/messaging';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, type Observable } from 'rxjs';

/** Adds the `error` of RFC 6749, section 5.2, to the refusal of a grant that does not match its schema. */
@Injectable()
export class OAuthErrors implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof InvalidInput)) throw error;
        throw new InvalidInput(error.where, error.issues, { error: codeOf(body, error) });
      }),
    );
  }
}

/** A challenge must name a realm (RFC 7617, section 2). */
const BASIC = 'Basic realm="troupe", charset="UTF-8"';

/** A refusal with the `error` of RFC 6749, section 5.2, or of RFC 7009 or 8707. */
export const oauthRefusal = (error: string, detail: string, status: number) =>
  new Refusal(`oauth.${error.replaceAll('_', '-')}`, detail, status, { error, challenge: BASIC });

/** A grant type that is missing, or comes twice, is an invalid request; one that is sent is unsupported. */
function codeOf(body: unknown, { issues }: InvalidInput): string {
  const isGrantWrong = issues.some(({ path }) => path?.[0] === 'grant_type');
  const grant = (body as { grant_type?: unknown } | null | undefined)?.grant_type;
  return isGrantWrong && typeof grant === 'string' ? 'unsupported_grant_type' : 'invalid_request';
}
