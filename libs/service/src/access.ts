import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { Refusal } from '#libs/messaging';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import {
  Forbidden,
  ForbiddenHost,
  ForbiddenOrigin,
  NoSuchResource,
  Unauthenticated,
} from './common-problems.js';
import type { CommonConfig } from './config.js';
import type { IssuerKeys } from './issuer-keys.js';
import { checkSite } from './operator-site.js';
import { type FailureKind, PeerFailure } from './peer-failure.js';
import { ISSUER } from './peer.js';
import { Refuses } from './refuses.js';
import { routeConfig } from './route-config.js';
import { tokenRefused } from './token-problems.js';
import { settleUnknownMembers, type Unknown } from './unknown-members.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: AccessRule;
  }
}

/** Who may call a route. With several entries, a caller must match one of them. */
export interface AccessRule {
  /** Everyone, without a token. */
  public?: true;
  /** The person whose id is the path parameter of this name. The id of another person answers 404. */
  subject?: string;
  /** Every person. The route shows and changes only what belongs to the caller, whom it takes by `@CallerId()`. */
  person?: true;
  /** These services. */
  services?: readonly string[];
  /** Callers with this role. */
  role?: 'operator';
}

/** A caller with a valid token. */
export interface Caller {
  id: string;
  kind: 'person' | 'service' | 'operator';
  /** When the token ends. A connection that stays open must end with it. */
  expiresAt: Date;
}

const CALLERS: Record<Caller['kind'], string> = {
  person: 'a person',
  service: 'a service',
  operator: 'an operator',
};

const RULE = 'troupe:access';
/** Asymmetric algorithms only: nobody but the issuer has the private key, so a shared secret cannot pass for it. */
const ALGORITHMS = ['EdDSA', 'ES256', 'PS256', 'RS256'];
/** Accepted difference between two clocks, in seconds. */
const LEEWAY_S = 60;

/**
 * Declares who may call a route, in the OpenAPI document too (`x-access`), and by that what becomes of unknown members of a
 * body. A route without it is a start-up error.
 */
export const Access = (rule: AccessRule) =>
  applyDecorators(
    SetMetadata(RULE, rule),
    routeConfig({ access: rule }),
    ApiExtension('x-access', rule),
    settleUnknownMembers(unknownMembersOf(rule)),
    ...(rule.public ? [] : [ApiBearerAuth(), Refuses(...refusalsOf(rule))]),
  );

/**
 * Of a body that only services send, unknown members are ignored: the sender may be a version ahead. All others are refused,
 * because a misspelt member would be lost in silence.
 */
const unknownMembersOf = ({ services, ...rule }: AccessRule): Unknown =>
  services && !rule.public && !admitsPeople(rule) ? 'ignored' : 'refused';

/** Whether people are among the callers. */
export const admitsPeople = ({ subject, person }: AccessRule): boolean => Boolean(subject ?? person);

/** The id of the caller, for a route that needs a token. */
export const CallerId = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string =>
    context.switchToHttp().getRequest<Required<Requested>>().caller.id,
);

/** What a route with this rule refuses. */
const refusalsOf = ({ subject, role }: AccessRule) => [
  Unauthenticated,
  Forbidden,
  ...(role ? [ForbiddenHost, ForbiddenOrigin] : []),
  ...(subject ? [NoSuchResource] : []),
];

/** Verifies access tokens (RFC 9068) of one issuer whose audience is this service or every service that serves people. */
export class Tokens {
  constructor(
    private readonly service: string,
    private readonly config: Pick<CommonConfig, 'AUTH_ISSUER' | 'AUTH_AUDIENCE'>,
    private readonly keys: IssuerKeys,
  ) {}

  /**
   * The caller that an `Authorization` header identifies; undefined when it has no bearer token.
   * @throws Refusal (401), which says what is wrong with the token
   * @throws PeerFailure when the issuer's keys are unavailable
   */
  async callerOf(authorization?: string): Promise<Caller | undefined> {
    const [, token] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
    if (!token) return undefined;
    try {
      const { payload } = await jwtVerify(token, this.keys.keyOf, {
        algorithms: ALGORITHMS,
        issuer: this.config.AUTH_ISSUER,
        audience: [this.service, this.config.AUTH_AUDIENCE],
        typ: 'at+jwt',
        clockTolerance: LEEWAY_S,
        requiredClaims: ['sub', 'exp', 'client_id'],
      });
      return this.identify(payload);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const code = error instanceof errors.JOSEError ? error.code : '';
      const kind = code ? KEYS_UNAVAILABLE[code] : 'unreachable';
      if (!kind) throw tokenRefused(error);
      throw new PeerFailure(ISSUER, kind, 'its keys are unavailable; the token may be valid', {
        cause: error,
      });
    }
  }

  /** A client whose subject is itself is a service, and its token is valid for its audience alone. */
  private identify({ sub: id, aud, client_id, roles, exp = 0 }: JWTPayload): Caller {
    if (!id) throw tokenRefused();
    const caller = (kind: Caller['kind']) => ({ id, kind, expiresAt: new Date(exp * 1_000) });
    if (Array.isArray(roles) && roles.includes('operator')) return caller('operator');
    if (client_id !== id) return caller('person');
    if (![aud].flat().includes(this.service)) throw tokenRefused();
    return caller('service');
  }
}

/** What went wrong when the issuer's keys are unavailable, by jose's codes. */
const KEYS_UNAVAILABLE: Record<string, FailureKind> = {
  ERR_JOSE_GENERIC: 'contract', // no 200, or no JSON
  ERR_JWKS_INVALID: 'contract',
  ERR_JWKS_TIMEOUT: 'timeout',
};

interface Requested {
  caller?: Caller;
  callerError?: Error;
  params: Record<string, string>;
  headers: IncomingHttpHeaders;
}

/** Refuses a request unless the rule of its route allows the caller. */
@Injectable()
export class AccessGuard implements CanActivate {
  /** @param operatorHosts see `checkSite` */
  constructor(
    private readonly reflector: Reflector,
    private readonly operatorHosts: readonly string[],
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const rule = this.reflector.get<AccessRule | undefined>(RULE, context.getHandler()) ?? {};
    if (rule.public) return true;
    const { caller, callerError, params, headers } = context.switchToHttp().getRequest<Requested>();
    if (callerError) throw callerError;
    if (!caller) throw Unauthenticated.refusal('Send a valid token: Authorization: Bearer <token>.');
    if (caller.kind === 'service' && rule.services?.includes(caller.id)) return true;
    if (caller.kind === 'operator' && rule.role === 'operator') {
      checkSite(headers, this.operatorHosts);
      return true;
    }
    if (caller.kind === 'person' && rule.person) return true;
    if (caller.kind === 'person' && rule.subject) {
      if (params[rule.subject] === caller.id) return true;
      throw notFound();
    }
    throw Forbidden.refusal(`This route does not allow ${CALLERS[caller.kind]}.`);
  }
}

/** The answer for what does not exist and for what belongs to another person, so that a caller cannot tell them apart. */
export const notFound = () => NoSuchResource.refusal('There is no such resource, or it is not yours.');

/** The answer for what does not exist, and would be anyone's. */
export const noSuchResource = () => NoSuchResource.refusal('There is no such resource: check its id.');

/** The schema of these answers. A 404 of another type means that no such path exists, not that a resource is gone. */
export const NotFound = z.object({ type: z.literal(NoSuchResource.type) });

/** @throws Error naming every route, inherited ones too, that does not declare who may call it */
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
