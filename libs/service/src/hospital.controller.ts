import { type ActOutcome, type By, Hospital, HospitalRecords, type MessageKey, Notes } from '#libs/messaging';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Access, notFound } from './access.js';
import { forSomeTime } from './for-some-time.js';
import { HospitalEdits } from './hospital-edits.js';
import { Unlimited } from './limit-rules.js';
import { wholeNumber } from './query.js';

/** Messages on which one request acts, at most. */
const MOST_AT_ONCE = 500;

/**
 * How long one request acts, in milliseconds: the caller gets an answer within half of PEER_TIMEOUT, and asks for the rest. What
 * waits has no position by which a caller could go on, so its attempts are all made due.
 */
const ACTS_MS = 1_000;

/** Ids that one request may ask about. */
const MOST_IDS = 50;

const Text = z.string().min(1).max(200);
/** Why an operator acts: a sentence, not a letter that gets past a check. */
export const Why = z
  .string()
  .trim()
  .min(3, 'it is too short: give 3 characters or more')
  .max(500, 'it is too long: give 500 characters or fewer');
const Kind = z.enum(['event', 'effect']);
const Filter = z.object({
  event: Text.optional(),
  fingerprint: Text.optional(),
  about: z.union([z.array(Text).min(1).max(MOST_IDS), Text.transform((text) => [text])]).optional(),
  state: z.literal('open').optional(),
  limit: wholeNumber(z.int().min(1).max(1_000)).default(100),
});
const Shown = z.object({ body: z.enum(['masked', 'whole']).default('masked') });
const Position = z.string().regex(/^\d{1,18}$/, 'must be the position of a message');
const Key = z.object({ kind: Kind, id: Text });
const Noted = z.string().trim().min(1).max(500).nullable().default(null);
const NoteOrder = z
  .object({ kind: z.enum(['event', 'effect', 'group']), id: Text, note: Noted, owner: Noted })
  .refine(({ note, owner }) => note ?? owner, 'has a `note` or an `owner`');
const Edit = z.object({ id: Text, why: Why, body: z.json() });
const Acts = z
  .object({
    act: z.enum(['retry', 'release', 'replay', 'discard', 'again']),
    why: Why,
    messages: z.array(Key).min(1).max(MOST_AT_ONCE).optional(),
    event: Text.optional(),
    fingerprint: Text.optional(),
    all: z.literal(true).optional(),
    most: z.int().min(1).max(MOST_AT_ONCE).default(MOST_AT_ONCE),
    next: z.object({ after: Position, upTo: Position }).optional(),
  })
  .refine(
    ({ messages, event, fingerprint, all }) => messages ?? event ?? fingerprint ?? all,
    'names `messages`, an `event` or a `fingerprint`, or `all`',
  )
  .refine(
    ({ act, fingerprint }) => act !== 'retry' || fingerprint === undefined,
    'has no `fingerprint` for what waits: name `messages` or an `event`',
  )
  .refine(({ act, messages }) => act !== 'again' || messages, 'names `messages` that were handled')
  .refine(({ act, messages }) => act !== 'release' || messages, 'names `messages` that are running');

/** A message to act on; of one that was given up, its position. */
type Found = MessageKey & { position?: string };

/** What operators see of the messages that a service has given up or tries again, and what they may do. */
@ApiExcludeController()
@Controller('hospital')
export class HospitalController {
  constructor(
    private readonly hospital: Hospital,
    private readonly records: HospitalRecords,
    private readonly notes: Notes,
    private readonly edits: HospitalEdits,
  ) {}

  @Get('counts')
  @Access({ role: 'operator' })
  @Unlimited('tells operators how many messages fail; costs a count')
  counts() {
    return this.records.counts();
  }

  @Get('groups')
  @Access({ role: 'operator' })
  @Unlimited('tells operators what was given up, by cause')
  groups(@Query({ schema: Filter }) filter: z.infer<typeof Filter>) {
    return this.records.groups(filter);
  }

  @Get('patients')
  @Access({ role: 'operator' })
  @Unlimited('tells operators what was given up; costs a page of rows')
  patients(@Query({ schema: Filter }) { limit, ...filter }: z.infer<typeof Filter>) {
    return this.records.patients(filter, limit);
  }

  @Get('waiting')
  @Access({ role: 'operator' })
  @Unlimited('tells operators what is tried again; costs a page of rows')
  waiting(@Query({ schema: Filter }) { limit, ...filter }: z.infer<typeof Filter>) {
    return this.records.waiting(filter, limit);
  }

  @Get('waiting-groups')
  @Access({ role: 'operator' })
  @Unlimited('tells operators what is tried again, by cause')
  waitingGroups() {
    return this.records.waitingGroups();
  }

  @Get('acts')
  @Access({ role: 'operator' })
  @Unlimited('tells operators what operators did; costs a page of rows')
  acts(@Query({ schema: Filter }) { limit, about }: z.infer<typeof Filter>) {
    return this.records.acts(limit, about?.[0]);
  }

  @Get('messages/:kind/:id')
  @Access({ role: 'operator' })
  @Unlimited('tells operators one message; reading its whole body is recorded')
  async message(
    @Param('kind', { schema: Kind }) kind: MessageKey['kind'],
    @Param('id', { schema: Text }) id: string,
    @Query({ schema: Shown }) { body }: z.infer<typeof Shown>,
    @Req() request: FastifyRequest,
  ) {
    const found = await this.records.message({ kind, id }, body === 'whole');
    if (!found) throw notFound();
    const type = String(found.event);
    if (body === 'whole') await this.hospital.read({ ...found, type }, byOf(request, 'reads the whole body'));
    return found;
  }

  @Post('notes')
  @HttpCode(200)
  @Access({ role: 'operator' })
  @Unlimited('keeps a note')
  async note(
    @Body({ schema: NoteOrder }) { kind, id, note, owner }: z.infer<typeof NoteOrder>,
    @Req() request: FastifyRequest,
  ) {
    const { who } = byOf(request, '');
    if (!(await this.notes.put({ kind, id }, { note, owner, who }))) throw notFound();
    return { done: 1 };
  }

  @Post('edits')
  @HttpCode(200)
  @Access({ role: 'operator' })
  @Unlimited('replaces one message')
  edit(@Body({ schema: Edit }) { id, why, body }: z.infer<typeof Edit>, @Req() request: FastifyRequest) {
    return this.edits.edit(id, body, byOf(request, why));
  }

  @Post('acts')
  @HttpCode(200)
  @Access({ role: 'operator' })
  @Unlimited(`acts on ${MOST_AT_ONCE} messages at most`)
  async act(@Body({ schema: Acts }) order: z.infer<typeof Acts>, @Req() request: FastifyRequest) {
    const by = byOf(request, order.why);
    const { keys, upTo } = order.messages ? { keys: order.messages } : await this.selected(order);
    const skipped: (MessageKey & { because: Exclude<ActOutcome, 'done'> })[] = [];
    const acted = await forSomeTime<Found>(
      keys,
      order.act === 'retry' ? Infinity : ACTS_MS,
      async ({ kind, id }) => {
        const outcome = await this.actOn(order.act, { kind, id }, by);
        if (outcome !== 'done') skipped.push({ kind, id, because: outcome });
      },
    );
    const isAll = acted.length === keys.length && (order.messages || keys.length < order.most);
    const after = acted.at(-1)?.position;
    const next = !isAll && upTo && after ? { after, upTo } : null;
    return { done: acted.length - skipped.length, skipped, mayBeMore: !isAll, next };
  }

  /** Messages to act on: of patients, those that are there now, and no one who comes back. */
  private async selected({
    act,
    event,
    fingerprint,
    most,
    next,
  }: z.infer<typeof Acts>): Promise<{ keys: Found[]; upTo?: string }> {
    if (act === 'retry') return { keys: await this.records.waiting({ event }, most) };
    const upTo = next?.upTo ?? (await this.records.lastPosition());
    const keys = await this.records.patients({ event, fingerprint, state: 'open' }, most, {
      after: next?.after ?? null,
      upTo,
    });
    return { keys, upTo };
  }

  private actOn(act: z.infer<typeof Acts>['act'], key: MessageKey, by: By): Promise<ActOutcome> {
    if (act === 'retry') return this.hospital.retryNow(key, by);
    if (act === 'release') return this.hospital.release(key, by);
    if (act === 'again') return this.hospital.again(key, by);
    return act === 'replay' ? this.hospital.replay(key, by) : this.hospital.discard(key, by);
  }
}

export const byOf = ({ caller }: FastifyRequest, why: string): By => ({ who: caller?.id ?? '', why });
