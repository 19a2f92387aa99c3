import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, type ApiHeaderOptions } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/**
 * A decorator for what a handler takes from a header. The documentation of the route tells of the header.
 * @param read what the handler gets
 */
export const headerParameter = <Value>(header: ApiHeaderOptions, read: (request: FastifyRequest) => Value) =>
  createParamDecorator(
    (_data: unknown, context: ExecutionContext): Value =>
      read(context.switchToHttp().getRequest<FastifyRequest>()),
    [(route, method) => ApiHeader(header)(route, method!, Object.getOwnPropertyDescriptor(route, method!)!)],
  );
