import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { SSE_METADATA } from '@nestjs/common/constants.js';
import type { FastifyRequest } from 'fastify';
import { EMPTY, type Observable } from 'rxjs';

/** Ends the answer to a `HEAD` of a stream of events at once, whose `GET` would not end. */
@Injectable()
export class HeadOfStreams implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const isHttp = context.getType() === 'http';
    const isHead = isHttp && context.switchToHttp().getRequest<FastifyRequest>().method === 'HEAD';
    return isHead && Reflect.hasMetadata(SSE_METADATA, context.getHandler()) ? EMPTY : next.handle();
  }
}
