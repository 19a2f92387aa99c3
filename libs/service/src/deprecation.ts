import { applyDecorators } from '@nestjs/common';
import { MetadataScanner } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyReply, RouteOptions } from 'fastify';
import { addLink } from './links.js';
import { routeConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    deprecation?: Deprecation;
  }
}

/** When a version of an API ends. Days are written `2026-11-01` and begin at midnight UTC. */
export interface Deprecation {
  /** The day from which new callers should not use it. */
  since: string;
  /** The day from which it may be gone. */
  sunset: string;
  /** The path of its successor, with parameters of the route itself: `/v2/things/:thingId`. */
  successor: string;
}

const PARAMETER = /:(\w+)/g;

/**
 * Declares that the routes of a controller end. Every answer of theirs announces it, refusals too (RFC 9745, RFC 8594),
 * and so does the OpenAPI document.
 * @throws Error when a day is invalid, or the sunset is not after the deprecation
 */
export function Deprecated(deprecation: Deprecation): ClassDecorator {
  const { since, sunset } = deprecation;
  if (!(Date.parse(since) < Date.parse(sunset)))
    throw new Error(`@Deprecated() takes two days such as 2026-11-01, the sunset later: ${since}, ${sunset}`);
  const route = applyDecorators(routeConfig({ deprecation }), ApiExtension('x-ends', deprecation));
  return ({ prototype }) => {
    for (const name of new MetadataScanner().getAllMethodNames(prototype as object))
      route(prototype as object, name, Object.getOwnPropertyDescriptor(prototype, name)!);
  };
}

/** @throws Error when the path of a successor has a parameter that the route does not have */
export function checkSuccessor({ url, config }: Pick<RouteOptions, 'url' | 'config'>): void {
  const { successor = '' } = config?.deprecation ?? {};
  const missing = (successor.match(PARAMETER) ?? []).filter(
    (parameter) => !url.split('/').includes(parameter),
  );
  if (missing.length)
    throw new Error(`@Deprecated() names ${successor}, but ${url} has no ${missing.join(', ')}`);
}

/** Announces in an answer when its route ends, and its successor, unless the answer says so, which may come from another service. */
export function announceEnd(reply: FastifyReply): void {
  const { params, routeOptions } = reply.request;
  const { deprecation } = routeOptions.config;
  if (!deprecation || reply.hasHeader('deprecation')) return;
  const path = deprecation.successor.replaceAll(PARAMETER, (_parameter, name: string) =>
    encodeURIComponent((params as Record<string, string>)[name] ?? ''),
  );
  void reply.headers({
    deprecation: `@${Date.parse(deprecation.since) / 1000}`,
    sunset: new Date(deprecation.sunset).toUTCString(),
  });
  addLink(reply, `<${path}>; rel="successor-version", </docs>; rel="deprecation"; type="text/html"`);
}
