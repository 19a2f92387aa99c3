import { type Database } from '#libs/database';
import type { RunningService } from '#libs/service';
import { sql } from 'kysely';
import { ask, eventually } from '#tooling/platform';
import { ToldAnswers } from './told-answers.js';
import { token } from './tokens.js';

/** The caller that a request is made as. */
export type As = { person: string } | { service: string } | { operator: string };

/** The optional parts of a request. */
export interface Request {
  as?: As;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The response to a request; `body` is parsed JSON, or text. */
export interface Answer {
  status: number;
  headers: Headers;
  body: any;
}

/** A message in the hospital. */
interface Patient {
  id: string;
  type: string;
  reason: string;
  message: string;
  attempts: number;
}

/** A started service, with helpers that call its HTTP API and read its database. */
export class ServiceUnderTest {
  private readonly told: ToldAnswers;

  constructor(
    private readonly running: RunningService,
    readonly database: Database,
  ) {
    this.told = new ToldAnswers(running);
  }

  get name(): string {
    return this.running.name;
  }

  get url(): string {
    return this.running.url;
  }

  /** A token with which the service calls another one. @throws PeerFailure when the issuer gives none */
  tokenFor(callee: string): Promise<string> {
    return this.running.tokenFor(callee);
  }

  stop(): Promise<void> {
    return this.running.stop();
  }

  /**
   * Sends a request with a token for the caller. Redirects are not followed.
   * @throws Error when the service answers what its OpenAPI document does not tell
   */
  async request(method: string, path: string, { as, body, headers }: Request = {}): Promise<Answer> {
    const [kind, id = ''] = Object.entries(as ?? {})[0] ?? [];
    const response = await ask(new URL(path, this.url), {
      method,
      redirect: 'manual',
      headers: {
        ...(kind && { authorization: `Bearer ${await token(kind as 'person', id, this.name)}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text;
    const { status, headers: received } = response;
    const answer = { status, headers: received, body: (isJson ? JSON.parse(text) : text) as unknown };
    const untold = this.told.untold(method, path, answer);
    if (untold.length) throw new Error(untold.join('\n'));
    return answer;
  }

  get(path: string, request?: Request): Promise<Answer> {
    return this.request('GET', path, request);
  }

  post(path: string, body: unknown, request?: Request): Promise<Answer> {
    return this.request('POST', path, { ...request, body });
  }

  put(path: string, body: unknown, request?: Request): Promise<Answer> {
    return this.request('PUT', path, { ...request, body });
  }

  /**
   * Resolves when the service is ready and nothing ails it. One answer proves nothing: the checks have deadlines, which a
   * machine that does much else may miss.
   * @throws Error with the last answer, at the deadline
   */
  async untilReady(): Promise<void> {
    await this.untilReadiness({ status: 200, reasons: [] });
  }

  /**
   * Resolves when the service is as ready as expected, and says why in words that match.
   * @throws Error with the last answer, at the deadline
   */
  async untilReadiness(expected: { status: 200 | 503; reasons: readonly RegExp[] }): Promise<void> {
    const { status: wanted, reasons } = expected;
    await eventually(async () => {
      const { status, body } = await this.get('/health/ready');
      const told: string[] = body.reasons;
      const isSame = told.length === reasons.length && reasons.every((one, at) => one.test(told[at]!));
      if (status === wanted && isSame) return true;
      throw new Error(
        `${this.name} answers ${status} ${JSON.stringify(body)}, not ${wanted} ${reasons.join()}`,
      );
    });
  }

  /** Deletes the rows of tables. It does not wait for work that goes on, which `truncate` could deadlock with. */
  async empty(...tables: string[]): Promise<void> {
    for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(this.database.query);
  }

  /** The events of a type that this service said, oldest first, as the outbox wrote them. */
  async said(type: string): Promise<{ attributes: Record<string, unknown>; body: any }[]> {
    const { rows } = await sql<{ attributes: Record<string, unknown>; body: unknown }>`
      select attributes, body from messaging.outbox where type = ${type} order by seq`.execute(
      this.database.query,
    );
    return rows;
  }

  /**
   * Resolves when the service has handled the event with this id.
   * @throws Error with the reason, when the event is in the hospital
   */
  async hasHeard(eventId: string): Promise<void> {
    const outcome = await eventually(async () => {
      const { rows } = await sql<{ failure: string | null }>`
        select reason || ': ' || message as failure from messaging.hospital where id = ${eventId}
        union all select null from messaging.inbox where event_id = ${eventId} and done`.execute(
        this.database.query,
      );
      return rows[0];
    });
    if (outcome.failure) throw new Error(`The event ${eventId} is in the hospital: ${outcome.failure}`);
  }

  /** The messages in the hospital, oldest first, each with its reason. */
  async patients(): Promise<Patient[]> {
    const { rows } = await sql<Patient>`
      select id, type, reason, message, attempts from messaging.hospital order by ward_id`.execute(
      this.database.query,
    );
    return rows;
  }

  /** The tables that contain `text` in a column or in the bytes of a message. */
  async tablesWith(text: string): Promise<string[]> {
    const columns = await columnsWith(this.database, text);
    return [...new Set(columns.map((column) => column.slice(0, column.lastIndexOf('.'))))];
  }
}

/** The columns that contain `text`, also in the bytes of a message, as `schema.table.column`. */
export async function columnsWith({ query }: Database, text: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(query);
  const found = rows.map(async ({ name }) => {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.raw(name)}`.execute(query);
    return rows
      .flatMap((row) => Object.entries(row))
      .filter(([, value]) => JSON.stringify(value, readable).includes(text))
      .map(([column]) => `${name}.${column}`);
  });
  return [...new Set((await Promise.all(found)).flat())];
}

const readable = (_key: string, value: any): unknown =>
  value?.type === 'Buffer' ? Buffer.from(value.data as number[]).toString('utf8') : (value as unknown);
