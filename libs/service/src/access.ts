import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { Refusal } from '#libs/messaging';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { CommonConfig } from './config.js';
import { ISSUER, PeerFailure } from './peer.js';
import { routeConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: AccessRule;
  }
}

/** Who may call a route. Several may be named; one of them must fit. */
export interface AccessRule {
  /** Anybody, without a token. */
  public?: true;
  /** The person whose id is the path parameter of this name. Somebody else's id answers 404. */
  subject?: string;
  /** These services. */
  services?: readonly string[];
  /** Whoever has this role. */
  role?: 'operator';
}

/** Whoever shows a valid token. */
export interface Caller {
  id: string;
  kind: 'person' | 'service' | 'operator';
}

const RULE = 'troupe:access';
/** Only the issuer has the private half of such a key; a secret that others share cannot pass for one. */
const ALGORITHMS = ['EdDSA', 'ES256', 'PS256', 'RS256'];
/** Longest wait for the issuer's keys, in milliseconds. */
const KEYS_MS = 2_000;
/** What two clocks may differ by, in seconds. */
const LEEWAY_S = 60;

/** Declares who may call a route, in its OpenAPI document too (`x-access`). A route that does not say is a start-up error. */
export const Access = (rule: AccessRule) =>
  applyDecorators(
    SetMetadata(RULE, rule),
    routeConfig({ access: rule }),
    ApiExtension('x-access', rule),
    ...(rule.public ? [] : [ApiBearerAuth()]),
  );

/** Reads access tokens (RFC 9068) of one issuer, meant for this service or for everybody who serves people. */
export class Tokens {
  private readonly keys;

  constructor(
    private readonly service: string,
    private readonly config: Pick<CommonConfig, 'AUTH_ISSUER' | 'AUTH_JWKS_URL' | 'AUTH_AUDIENCE'>,
  ) {
    this.keys = createRemoteJWKSet(new URL(config.AUTH_JWKS_URL), { timeoutDuration: KEYS_MS });
  }

  /**
   * The caller that an `Authorization` header names; nobody when it is missing or not valid.
   * @throws PeerFailure when the issuer's keys cannot be had
   */
  async callerOf(authorization?: string): Promise<Caller | undefined> {
    const [, token] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
    if (!token) return undefined;
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: ALGORITHMS,
        issuer: this.config.AUTH_ISSUER,
        audience: [this.service, this.config.AUTH_AUDIENCE],
        typ: 'at+jwt',
        clockTolerance: LEEWAY_S,
        requiredClaims: ['sub', 'exp', 'client_id'],
      });
      return this.namedBy(payload);
    } catch (error) {
      // An invalid token is no token: the route decides whether that matters.
      if (error instanceof errors.JOSEError && !KEYS_MISSING.has(error.code)) return undefined;
      throw new PeerFailure(ISSUER, 'its keys cannot be read', { cause: error });
    }
  }

  /** A client speaks for itself when it is its own subject; what it shows one service is of no use to another. */
  private namedBy({ sub: id, aud, client_id, roles }: JWTPayload): Caller | undefined {
    if (!id) return undefined;
    if (Array.isArray(roles) && roles.includes('operator')) return { id, kind: 'operator' };
    if (client_id !== id) return { id, kind: 'person' };
    return [aud].flat().includes(this.service) ? { id, kind: 'service' } : undefined;
  }
}

/** Not the token is wrong, but what it is held against is not there. */
const KEYS_MISSING = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']);

/** Lets a request through when its route's rule allows the caller. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const rule = this.reflector.get<AccessRule | undefined>(RULE, context.getHandler()) ?? {};
    if (rule.public) return true;
    const { caller, callerError, params } = context
      .switchToHttp()
      .getRequest<{ caller?: Caller; callerError?: Error; params: Record<string, string> }>();
    if (callerError) throw callerError;
    if (!caller)
      throw new Refusal('unauthenticated', 'Send a valid token: Authorization: Bearer <token>.', 401);
    if (caller.kind === 'service' && rule.services?.includes(caller.id)) return true;
    if (caller.kind === 'operator' && rule.role === 'operator') return true;
    if (caller.kind === 'person' && rule.subject) {
      if (params[rule.subject] === caller.id) return true;
      throw notFound();
    }
    throw new Refusal('forbidden', `A ${caller.kind} may not do this.`, 403);
  }
}

/** The answer for what is not there, and for what is somebody else's: one must not be told from the other. */
export const notFound = () => new Refusal('not-found', 'There is nothing here for you.', 404);

/** How callers read it: a 404 of another type tells of a path that nobody serves, and of nobody who is gone. */
export const NotFound = z.object({ type: z.literal('urn:troupe:problem:not-found') });

/** @throws Error naming every route that does not declare who may call it, inherited ones too */
export function checkAccess(modules: ModulesContainer): void {
  const undeclared = [...modules.values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => {
      const prototype = metatype?.prototype as Record<string, object>;
      return new MetadataScanner()
        .getAllMethodNames(prototype)
        .filter((name) => hasMetadata('method', prototype[name]) && !hasMetadata(RULE, prototype[name]))
        .map((name) => `${metatype?.name}.${name}`);
    });
  if (undeclared.length) throw new Error(`these routes do not declare @Access(): ${undeclared.join(', ')}`);
}

const hasMetadata = (metadata: string, method: object = {}): boolean => Reflect.hasMetadata(metadata, method);
