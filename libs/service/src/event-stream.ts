import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  // oxlint-disable-next-line no-restricted-imports -- the one place that may
  Sse,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EMPTY, type Observable } from 'rxjs';

/** Ends the answer to a `HEAD` at once: that to the `GET` would not end. */
@Injectable()
class HeadEnds implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method } = context.switchToHttp().getRequest<FastifyRequest>();
    return method === 'HEAD' ? EMPTY : next.handle();
  }
}

/** A route whose answer is a stream of server-sent events, and to a `HEAD` its headers alone. */
export const EventStream = (): MethodDecorator => applyDecorators(Sse(), UseInterceptors(HeadEnds));
