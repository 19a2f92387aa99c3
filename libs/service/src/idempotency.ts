import { Database, type RetentionRule } from '#libs/database';
import { newId } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { IdempotencyKeyInvalid, IdempotencyKeyReused, RequestInProgress } from './common-problems.js';
import { headerParameter } from './header-parameter.js';
import { inOrder } from './in-order.js';
import { KeyedHash } from './keyed-hash.js';
import { addressOf } from './limit-rules.js';

const HEADER = 'idempotency-key';
const KEY = /^[\x21-\x7e]{1,255}$/;

/** A key that a caller chose (draft-ietf-httpapi-idempotency-key-header). Two callers may choose the same one. */
export interface IdempotencyKey {
  value: string;
  /** Who sent it: the id of the caller, or the address of one without a token. */
  by: string;
  /** What must be the same in a repetition, secrets included: only a keyed hash of it is kept. */
  request: unknown;
}

/** The key of a request, or undefined. The documentation of the route tells of it. */
export const IdempotencyKey = headerParameter(
  {
    name: HEADER,
    required: false,
    description:
      'Makes a repetition harmless: for a day, the same request under the same key is answered like the first, which is ' +
      'done once. A key belongs to the caller, or without a token to their network address.',
    schema: { type: 'string', pattern: KEY.source, minLength: 1, maxLength: 255 },
    example: 'my-first-order',
  },
  (request): IdempotencyKey | undefined => {
    const value = request.headers[HEADER]?.toString();
    if (value === undefined) return undefined;
    const { params, query, body } = request;
    return { value, by: request.caller?.id ?? addressOf(request), request: { params, query, body } };
  },
  [IdempotencyKeyInvalid, IdempotencyKeyReused, RequestInProgress],
);

/** Answers are kept, and repeated, for a day. */
export const idempotencyRetention: RetentionRule = {
  table: 'platform.idempotency',
  column: 'created_at',
  days: 1,
};

/** A request that runs longer, in milliseconds, counts as crashed. */
const LEASE_MS = 30_000;

/** Seconds after which a caller may repeat a request whose first attempt still runs. */
const RETRY_AFTER_S = 1;

interface Known {
  fingerprint: string;
  done: boolean;
  answer: unknown;
}

/** What a key belongs to: the same key in another scope is another key. */
export interface Scope {
  name: string;
  /**
   * The opaque id of the person whom the request concerns: what is kept of it goes when they are erased. Undefined when it
   * concerns nobody, or makes the person whose id `work` gets.
   */
  person: string | undefined;
}

/** Makes a repeated request harmless: what it does is done once per key. */
@Injectable()
export class Idempotency {
  constructor(
    private readonly database: Database,
    private readonly hashes: KeyedHash,
  ) {}

  /**
   * Runs `work` once per key and repeats its answer. After a failure, the next request with the key runs it again with the
   * same id, so that it continues where the first one stopped.
   * @param sent the request's key; without one, `work` simply runs
   * @throws Refusal 422 for another request under the key, 409 while the first one still runs
   */
  async once<Answer>(
    scope: Scope,
    sent: IdempotencyKey | undefined,
    work: (id: string) => Promise<Answer>,
  ): Promise<Answer> {
    if (!sent) return work(newId());
    if (!KEY.test(sent.value)) {
      throw IdempotencyKeyInvalid.refusal(
        'Send an Idempotency-Key of 1 to 255 printable ASCII characters, without blanks.',
      );
    }
    const key = this.keyOf(scope, sent);
    const fingerprint = this.hashes.of(JSON.stringify(inOrder(sent.request)));
    const id = await this.claim(key, fingerprint, scope.person);
    if (!id) return (await this.known(key, fingerprint)) as Answer;
    try {
      const answer = await work(id);
      await sql`update platform.idempotency set answer = ${JSON.stringify(answer ?? null)}, lease_until = null
        where key = ${key}`.execute(this.database.query);
      return answer;
    } catch (error) {
      await this.release(key).catch(() => {}); // the lease expires anyway; the first error is the one to report
      throw error;
    }
  }

  /** Deletes a key, so that the next request with it is a new one. */
  async forget(scope: Pick<Scope, 'name'>, sent: Omit<IdempotencyKey, 'request'>): Promise<void> {
    await sql`delete from platform.idempotency where key = ${this.keyOf(scope, sent)}`.execute(
      this.database.query,
    );
  }

  /** A value and a hash contain no blank, so no other scope, sender and value make the same key. */
  private keyOf({ name }: Pick<Scope, 'name'>, { value, by }: Omit<IdempotencyKey, 'request'>): string {
    return `${name} ${this.hashes.of(by)} ${value}`;
  }

  /** The id to work under; undefined when another request holds the key, or is done. */
  private async claim(key: string, fingerprint: string, person?: string): Promise<string | undefined> {
    const { rows } = await sql<{ id: string }>`
      insert into platform.idempotency as known (key, fingerprint, id, person, lease_until)
      values (${key}, ${fingerprint}, ${newId()}, ${person ?? null}, now() + ${LEASE_MS} * interval '1 millisecond')
      on conflict (key) do update set lease_until = excluded.lease_until
      where known.answer is null and known.fingerprint = excluded.fingerprint
        and (known.lease_until is null or known.lease_until < now())
      returning id`.execute(this.database.query);
    return rows[0]?.id;
  }

  /** The next request may go on. Of a person who was erased, nothing must stay behind a request that came too late. */
  private async release(key: string): Promise<void> {
    await sql`delete from platform.idempotency
      where key = ${key} and person in (select datasubject from messaging.tombstone)`.execute(
      this.database.query,
    );
    await sql`update platform.idempotency set lease_until = null where key = ${key}`.execute(
      this.database.query,
    );
  }

  private async known(key: string, fingerprint: string): Promise<unknown> {
    const { rows } = await sql<Known>`
      select fingerprint, answer is not null as done, answer from platform.idempotency where key = ${key}`.execute(
      this.database.query,
    );
    if (rows[0] && rows[0].fingerprint !== fingerprint) {
      throw IdempotencyKeyReused.refusal(
        'This Idempotency-Key belongs to another request: look whether that was done, and use a new key for this one.',
      );
    }
    if (!rows[0]?.done) {
      throw RequestInProgress.refusal('The same request still runs: try again in a second.', {
        retryAfter: RETRY_AFTER_S,
      });
    }
    return rows[0].answer ?? undefined;
  }
}
