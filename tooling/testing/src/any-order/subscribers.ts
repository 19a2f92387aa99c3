import { Database, type Tx } from '#libs/database';
import {
  EffectContext,
  EventContext,
  EventTransport,
  PostgresMessagingStore,
  readMessage,
} from '#libs/messaging';
import type { Env, Service } from '#libs/service';
import { withCause } from '#libs/telemetry';
import type { MessageHandler } from '@nestjs/microservices';
import { context } from '@opentelemetry/api';
import { sql } from 'kysely';
import { isObservable, lastValueFrom } from 'rxjs';
import type { ServiceUnderTest } from '../service-under-test.js';
import type { TestEnvironment } from '../test-environment.js';
import { EFFECTS, type Row, type State, StateReader } from './state.js';
import type { TimelineEvent } from './timeline.js';

/**
 * Every failing attempt would be logged, and what a timer does would join the transaction: the settings of timers end in
 * `_EVERY`.
 */
const quiet = ({ settings }: Service): Env => ({
  LOG_LEVEL: 'error',
  ...Object.fromEntries(
    Object.keys(settings).flatMap((key) => (key.endsWith('_EVERY') ? [[key, '24h']] : [])),
  ),
});

const UNLIMITED = new AbortController().signal;

class RolledBack extends Error {}

/** The handlers of a started service, which consumes nothing itself, in one transaction that never commits. */
export class Subscribers {
  private readonly inbox;
  private readonly isVoid = new Map<string, boolean>();

  private constructor(
    readonly service: ServiceUnderTest,
    private readonly states: StateReader,
    private readonly database: Database,
    private readonly handlers: ReadonlyMap<string, MessageHandler>,
  ) {
    this.inbox = new PostgresMessagingStore(database).inbox;
  }

  static async open(environment: TestEnvironment, service: Service): Promise<Subscribers> {
    let handlers: ReadonlyMap<string, MessageHandler> = new Map();
    const { listen } = EventTransport.prototype;
    EventTransport.prototype.listen = function (ready) {
      handlers = this.getHandlers();
      ready();
      return Promise.resolve();
    };
    const started = await environment
      .start(service, quiet(service))
      .finally(() => (EventTransport.prototype.listen = listen));
    const database = new Database(environment.url(service.name, service.name), { connections: 1 });
    return new Subscribers(started, await StateReader.open(started.database), database, handlers);
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** Runs `work` in a transaction that is rolled back. What the service itself does in transactions joins it. */
  async explore<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { inTransaction } = Database.prototype;
    let result: { value: T } | undefined;
    try {
      await this.database.inTransaction(async (tx) => {
        Database.prototype.inTransaction = (join) => join(tx);
        result = { value: await work(tx) };
        throw new RolledBack();
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
    } finally {
      Database.prototype.inTransaction = inTransaction;
    }
    return result!.value;
  }

  /** Delivers an event. @throws what its handler throws; nothing is rolled back then */
  async deliver(tx: Tx, event: TimelineEvent): Promise<void> {
    const { envelope, data } = readMessage(event);
    if ((await this.inbox.enter(tx, envelope)) !== 'done') return;
    await this.call(event.type, data, new EventContext(envelope, tx, 1, UNLIMITED), envelope.correlationid);
  }

  /** As if every effect that waits had been done, whatever it has told the outside. */
  async finishEffects(tx: Tx): Promise<void> {
    await sql`delete from messaging.retry where kind = 'effect'`.execute(tx);
  }

  /** Has an event handled again, as an operator may of handlers that are declared `repeatable`. */
  async repeat(tx: Tx, event: TimelineEvent): Promise<void> {
    await this.inbox.forget(tx, event.id);
    await this.deliver(tx, event);
  }

  /** The whole state. */
  read(tx: Tx): Promise<State> {
    return this.states.read(tx);
  }

  /** The whole state, and all that was ever published, as text. */
  async everything(tx: Tx): Promise<string> {
    const { rows } = await sql`select count(*), max(seq) from messaging.outbox`.execute(tx);
    return JSON.stringify([await this.read(tx), rows]);
  }

  /**
   * The part of the state that must not depend on the order. Of the effects that wait, it has those that still reach for
   * the outside: nothing answers there, so an effect that succeeds has nothing left to do.
   * @param counts which effects count; by default all of them
   */
  async outcome(tx: Tx, counts = (_effect: Row) => true): Promise<State> {
    const state = await this.states.read(tx);
    const waiting: Row[] = [];
    for (const effect of (state[EFFECTS] ?? []).filter(counts))
      if (!(await this.hasNothingToDo(tx, state, effect))) waiting.push(effect);
    return this.states.compared({ ...state, [EFFECTS]: waiting });
  }

  private async hasNothingToDo(tx: Tx, state: State, effect: Row): Promise<boolean> {
    const key = JSON.stringify([state, effect]);
    const known = this.isVoid.get(key);
    if (known !== undefined) return known;
    const id = String(effect.id);
    const found = await attempt(tx, () =>
      this.call(String(effect.type), effect.data, new EffectContext(id, 1, UNLIMITED), id),
    );
    this.isVoid.set(key, !found.error);
    return !found.error;
  }

  private async call(
    type: string,
    data: unknown,
    ctx: EventContext | EffectContext,
    id: string,
  ): Promise<void> {
    const handler = this.handlers.get(type);
    if (!handler) throw new Error(`${this.service.name} has no handler for ${type}`);
    const cause = withCause(context.active(), { correlationId: id, causationId: id });
    await context.with(cause, async () => {
      const result: unknown = await handler(data, ctx);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    });
  }
}

/** Runs `work` from a savepoint, and goes back to it. The statements around it are sent, and not waited for. */
export async function attempt<T>(
  tx: Tx,
  work: () => Promise<T>,
): Promise<{ value: T; error?: undefined } | { value?: undefined; error: Error }> {
  const send = (statement: string) =>
    void sql
      .raw(statement)
      .execute(tx)
      .catch(() => {}); // what follows fails, too
  send('savepoint attempt');
  try {
    return { value: await work() };
  } catch (error) {
    return { error: error as Error };
  } finally {
    send('rollback to savepoint attempt');
    send('release savepoint attempt');
  }
}
