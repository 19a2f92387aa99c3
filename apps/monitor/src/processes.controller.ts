import { InvalidInput } from '#libs/messaging';
import { Access, duration, NoSuchResource, Refuses, Unlimited, wholeNumber } from '#libs/service';
import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Deadlines } from './deadlines.js';
import { PROCESS_STATES, type ProcessState } from './flow.js';
import { FLOWS } from './flows.js';
import { ProcessView, viewOf, WholeProcess, wholeViewOf } from './process-view.js';
import { MOST_COUNTED, Processes } from './processes.js';
import { tokenIn } from './token.js';

/** A correlation ID, or the key of a process. */
// oxlint-disable-next-line no-control-regex
const Id = z.string().regex(/^[^\u0000-\u001f\u007f-\u009f]{1,128}$/u, 'takes 1 to 128 characters');
const FlowName = z.enum(FLOWS.map(({ name }) => name)).optional();
const State = z.enum(PROCESS_STATES).optional();
const SomeId = Id.optional();
/** The longest age that can be asked for, in milliseconds: ten years. */
const OLDEST_MS = 3_650 * 86_400_000;
const Age = duration('0s').refine((ms) => ms <= OLDEST_MS, 'takes 3650d at most');
const Flag = z.enum(['', 'true', 'false']).default('false');
const Limit = wholeNumber(z.int().min(1).max(200)).default(50);
/** The place of the last process of a page in the list: its time, flow and key. */
const Cursor = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined) return undefined;
    const place = Place.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()));
    if (place.success) return place.data;
    context.addIssue('takes the `next` of another page');
    return z.NEVER;
  });
const Place = z.object({
  beganAt: z.iso.datetime(),
  flow: z.enum(FLOWS.map(({ name }) => name)),
  key: Id,
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const Page = z
  .object({
    processes: z.array(ProcessView),
    next: z.string().nullable().meta({ description: 'The `after` of the next page; null on the last one' }),
    count: z
      .int()
      .max(MOST_COUNTED)
      .meta({
        description: `How many processes all pages have; ${MOST_COUNTED} means as many or more`,
      }),
  })
  .meta({ id: 'ProcessPage' });

@Controller('processes')
export class ProcessesController {
  constructor(
    private readonly processes: Processes,
    private readonly deadlines: Deadlines,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listProcesses', summary: 'List business processes, the latest first' })
  @Access({ role: 'operator' })
  @Unlimited('tells operators which processes there are; costs a page of rows')
  @ApiQuery({ name: 'about', required: false, description: 'A key, or a correlation ID of an event' })
  @ApiQuery({ name: 'stuck', required: false, description: 'Lists only processes that miss a step' })
  @ApiOkResponse({ standardSchema: Page })
  async list(
    @Query('flow', { schema: FlowName }) flow: string | undefined,
    @Query('state', { schema: State }) state: ProcessState | undefined,
    @Query('stuck', { schema: Flag }) stuck: z.infer<typeof Flag>,
    @Query('key', { schema: SomeId }) key: string | undefined,
    @Query('about', { schema: SomeId }) about: string | undefined,
    @Query('olderThan', { schema: Age }) olderThanMs: number,
    @Query('limit', { schema: Limit }) limit: number,
    @Query('after', { schema: Cursor }) after: z.infer<typeof Place> | undefined,
  ) {
    const isStuck = stuck !== 'false';
    if (isStuck && state && state !== 'stuck')
      throw new InvalidInput('query', [{ message: 'takes stuck or a state, not both', path: ['state'] }]);
    const states = isStuck ? (['stuck'] as const) : state && [state];
    const filter = { flow, states, key, about, olderThanMs, after, limit: limit + 1 };
    const { found, count } = await this.processes.list(filter);
    const processes = found.slice(0, limit).map(viewOf);
    const last = found.length > limit ? processes.at(-1) : undefined;
    return { processes, next: last ? cursorOf(last) : null, count };
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getProcess',
    summary: 'Read a business process, step by step',
    description: 'A business process is often one flow, and sometimes several.',
  })
  @Refuses(NoSuchResource)
  @Access({ role: 'operator' })
  @Unlimited(
    'tells operators what a process did and what fails in it; costs calls to the services of its flow',
  )
  @ApiParam({ name: 'id', description: 'A correlation ID of one of its events, or its key' })
  @ApiOkResponse({ standardSchema: z.array(WholeProcess) })
  async one(@Param('id', { schema: Id }) id: string, @Req() { headers }: FastifyRequest) {
    const found = await this.processes.about(id, tokenIn(headers.authorization));
    if (!found.length) throw NoSuchResource.refusal(noneOf(id, this.deadlines.lagSeconds));
    return found.map(wholeViewOf);
  }
}

/** Why no process is found. It may begin as soon as the monitor hears of it. */
const noneOf = (id: string, lagSeconds: number): string =>
  [
    id.includes('@')
      ? 'The monitor keeps IDs only, and no e-mail address: ask for the customer ID or the correlation ID.'
      : 'No event of a flow has this correlation ID or business key. Copy the whole of it; it may also belong to no flow, or be forgotten.',
    `The monitor has handled what reached the broker until ${Math.ceil(lagSeconds)} s ago.`,
  ].join(' ');

const cursorOf = ({ beganAt, flow, key }: ProcessView): string =>
  Buffer.from(JSON.stringify({ beganAt, flow, key })).toString('base64url');
