import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import { Refusal } from '#libs/messaging';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';

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

const KINDS = ['person', 'service', 'operator'] as const;

/** Whoever shows a valid token. */
export interface Caller {
  id: string;
  kind: (typeof KINDS)[number];
}

const RULE = 'troupe:access';
const ISSUER = 'troupe';

/** Declares who may call a route. A route that does not say is a start-up error. */
export const Access = (rule: AccessRule) =>
  applyDecorators(SetMetadata(RULE, rule), ...(rule.public ? [] : [ApiBearerAuth()]));

/** Reads bearer tokens: EdDSA, our issuer, at most a minute of clock difference. */
export class Tokens {
  private readonly keys;

  constructor(jwks: string) {
    this.keys = createLocalJWKSet(JSON.parse(jwks) as JSONWebKeySet);
  }

  /** The caller that an `Authorization` header names; nobody when it is missing or not valid. */
  async callerOf(authorization?: string): Promise<Caller | undefined> {
    const [, token] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
    if (!token) return undefined;
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: ['EdDSA'],
        issuer: ISSUER,
        audience: ISSUER,
        clockTolerance: 60,
        requiredClaims: ['sub', 'exp', 'kind'],
      });
      const kind = KINDS.find((known) => known === payload.kind);
      return kind && payload.sub ? { id: payload.sub, kind } : undefined;
    } catch {
      return undefined; // an invalid token is no token: the route decides whether that matters
    }
  }
}

/** Lets a request through when its route's rule allows the caller. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const rule = this.reflector.get<AccessRule | undefined>(RULE, context.getHandler()) ?? {};
    if (rule.public) return true;
    const { caller, params } = context
      .switchToHttp()
      .getRequest<{ caller?: Caller; params: Record<string, string> }>();
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

/** @throws Error naming every route that does not declare who may call it, inherited ones too */
export function checkAccess(modules: ModulesContainer): void {
  const undeclared = [...modules.values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => {
      const prototype = metatype?.prototype as Record<string, object>;
      return new MetadataScanner()
        .getAllMethodNames(prototype)
        .filter((name) => has('method', prototype[name]) && !has(RULE, prototype[name]))
        .map((name) => `${metatype?.name}.${name}`);
    });
  if (undeclared.length) throw new Error(`these routes do not declare @Access(): ${undeclared.join(', ')}`);
}

const has = (metadata: string, method: object = {}): boolean => Reflect.hasMetadata(metadata, method);
