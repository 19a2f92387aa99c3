import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyContextConfig } from 'fastify';

/** Tells the server something about a route, beside what other decorators tell it: for hooks, which run where no guard does. */
export const routeConfig =
  (told: FastifyContextConfig): MethodDecorator =>
  (target, key, descriptor) => {
    const before = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, descriptor.value as object) as object;
    return RouteConfig({ ...before, ...told })(target, key, descriptor);
  };
