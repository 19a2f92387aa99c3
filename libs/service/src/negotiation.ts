import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { Refusal } from '#libs/messaging';
import { NotAcceptable } from './common-problems.js';

const PRODUCES = 'swagger/apiProduces';
/** What most callers send, who take whatever there is. */
const ANYTHING = '*/*';

/** The refusal of a request that accepts none of the types that there are. */
export const unacceptable = (types: string[]): Refusal =>
  NotAcceptable.refusal(
    `This path produces ${types.join(' or ')}: accept ${types.length === 1 ? 'it' : 'one of them'}.`,
  );

/** Refuses a request that accepts none of the types that its route produces: JSON, unless `@ApiProduces` says otherwise. */
@Injectable()
export class NegotiationGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if ((headers.accept ?? ANYTHING) === ANYTHING) return true;
    const produces = this.reflector.get<string[] | undefined>(PRODUCES, context.getHandler()) ?? [
      'application/json',
    ];
    // A caller may ask for the type in UTF-8, which is what it gets.
    const offered = produces.flatMap((type) => [type, `${type};charset=utf-8`]);
    if (new Negotiator({ headers } as never).mediaType(offered)) return true;
    throw unacceptable(produces);
  }
}
