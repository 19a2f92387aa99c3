import type { ProblemType } from '#libs/messaging';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, type ApiHeaderOptions } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Refuses } from './refuses.js';

/**
 * A decorator for what a handler takes from a header. The documentation of the route tells of the header.
 * @param read what the handler gets
 * @param refused what may be wrong with it
 */
export const headerParameter = <Value>(
  header: ApiHeaderOptions,
  read: (request: FastifyRequest) => Value,
  refused: ProblemType<any>[] = [],
) =>
  createParamDecorator(
    (_data: unknown, context: ExecutionContext): Value =>
      read(context.switchToHttp().getRequest<FastifyRequest>()),
    [ApiHeader(header), Refuses(...refused)].map(
      (decorate) => (route: object, method: string | symbol | undefined) =>
        decorate(route, method!, Object.getOwnPropertyDescriptor(route, method!)!),
    ),
  );
