import { InvalidInput } from '#libs/messaging';
import { Access, duration, Unlimited } from '#libs/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import { z } from 'zod';
import { PROCESS_STATES, type ProcessState } from './flow.js';
import { FLOWS } from './flows.js';
import { ProcessView, viewOf, WholeProcess } from './process-view.js';
import { Processes } from './processes.js';

const CorrelationId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{8,64}$/, 'takes 8 to 64 letters, digits, dots, underscores and hyphens');
const FlowName = z.enum(FLOWS.map(({ name }) => name)).optional();
const State = z.enum(PROCESS_STATES).optional();
const Key = z
  .string()
  .regex(/^[^\p{Cc}]{1,128}$/u, 'takes 1 to 128 characters')
  .optional();
/** The longest age that can be asked for, in milliseconds: ten years. */
const OLDEST_MS = 3_650 * 86_400_000;
const Age = duration('0s').refine((ms) => ms <= OLDEST_MS, 'takes 3650d at most');
const Flag = z.enum(['', 'true', 'false']).default('false');
const Limit = z.coerce.number().int().min(1).max(200).default(50);
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
  key: Key.unwrap(),
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const Page = z
  .object({ processes: z.array(ProcessView), next: z.string().nullable() })
  .meta({ id: 'ProcessPage' });

@Controller('processes')
export class ProcessesController {
  constructor(private readonly processes: Processes) {}

  @Get()
  @Access({ role: 'operator' })
  @Unlimited('tells operators which processes there are; costs a page of rows')
  @ApiQuery({ name: 'stuck', required: false, description: 'Lists only processes that miss a step' })
  @ApiOkResponse({ standardSchema: Page })
  async list(
    @Query('flow', { schema: FlowName }) flow: string | undefined,
    @Query('state', { schema: State }) state: ProcessState | undefined,
    @Query('stuck', { schema: Flag }) stuck: z.infer<typeof Flag>,
    @Query('key', { schema: Key }) key: string | undefined,
    @Query('olderThan', { schema: Age }) olderThanMs: number,
    @Query('limit', { schema: Limit }) limit: number,
    @Query('after', { schema: Cursor }) after: z.infer<typeof Place> | undefined,
  ) {
    const isStuck = stuck !== 'false';
    if (isStuck && state && state !== 'stuck')
      throw new InvalidInput('query', [{ message: 'takes stuck or a state, not both', path: ['state'] }]);
    const states = isStuck ? (['stuck'] as const) : state && [state];
    const found = await this.processes.list({ flow, states, key, olderThanMs, after, limit: limit + 1 });
    const processes = found.slice(0, limit).map(viewOf);
    const last = found.length > limit ? processes.at(-1) : undefined;
    return { processes, next: last ? cursorOf(last) : null };
  }

  /** A business process is often one flow, and sometimes several: all that an event with this correlation ID belongs to. */
  @Get(':correlationId')
  @Access({ role: 'operator' })
  @Unlimited('tells operators what a process did; costs its rows')
  @ApiOkResponse({ standardSchema: z.array(WholeProcess) })
  async one(@Param('correlationId', { schema: CorrelationId }) correlationId: string) {
    const found = await this.processes.withCorrelationId(correlationId);
    return found.map(({ events, ...process }) => ({ ...viewOf(process), events }));
  }
}

const cursorOf = ({ beganAt, flow, key }: ProcessView): string =>
  Buffer.from(JSON.stringify({ beganAt, flow, key })).toString('base64url');
