import { Access, notFound, PeerUnavailable, Unlimited, wholeNumber } from '#libs/service';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OperatorApi, operatorOf } from './operator-api.client.js';

const Text = z.string().min(1).max(200);
const List = z.enum(['groups', 'patients', 'waiting', 'waiting-groups', 'acts']);
const Filter = z.object({
  event: Text.optional(),
  fingerprint: Text.optional(),
  about: Text.optional(),
  limit: wholeNumber(z.int().min(1).max(1_000)).default(100),
});
const Shown = z.object({ body: z.enum(['masked', 'whole']).default('masked') });
const Order = z.record(z.string(), z.unknown());

/**
 * The hospitals of all services at one address, for the page. Every call is passed on with the operator's own token, so each
 * service decides and records by itself who does what.
 */
@ApiExcludeController()
@Controller('hospitals')
export class HospitalsController {
  constructor(private readonly api: OperatorApi) {}

  @Get(':list')
  @Access({ role: 'operator' })
  @Unlimited('tells operators what the services tell them; costs a request to each')
  ask(
    @Param('list', { schema: List }) list: z.infer<typeof List>,
    @Query({ schema: Filter }) filter: z.infer<typeof Filter>,
    @Req() request: FastifyRequest,
  ) {
    return this.api.ask(`${list}?${queryOf(filter)}`, operatorOf(request));
  }

  @Get(':service/messages/:kind/:id')
  @Access({ role: 'operator' })
  @Unlimited('tells operators one message; its service records when its whole body is read')
  message(
    @Param('service', { schema: Text }) service: string,
    @Param('kind', { schema: z.enum(['event', 'effect']) }) kind: string,
    @Param('id', { schema: Text }) id: string,
    @Query({ schema: Shown }) shown: z.infer<typeof Shown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const path = `messages/${kind}/${encodeURIComponent(id)}?${queryOf(shown)}`;
    return this.passOn(service, ['GET', path], request, reply);
  }

  @Post(':service/acts')
  @HttpCode(200)
  @Access({ role: 'operator' })
  @Unlimited('acts on what its service allows')
  act(
    @Param('service', { schema: Text }) service: string,
    @Body({ schema: Order }) order: z.infer<typeof Order>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.passOn(service, ['POST', 'acts', order], request, reply);
  }

  /** Passes a call on, and answers what the service answers. */
  private async passOn(
    service: string,
    call: ['GET' | 'POST', string, unknown?],
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<unknown> {
    if (!this.api.services.includes(service)) throw notFound();
    try {
      const answer = await this.api.call(service, call, operatorOf(request));
      void reply.status(answer.status);
      return answer.body;
    } catch (error) {
      const problem = `${service} ${this.api.failureOf(error as Error)}. Try again in 5 seconds.`;
      throw PeerUnavailable.refusal(problem, { retryAfter: 5 });
    }
  }
}

const queryOf = (given: object): string =>
  String(
    new URLSearchParams(
      Object.entries(given)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]): [string, string] => [key, String(value)]),
    ),
  );
