import type { Database } from '#libs/database';
import { newId, type Telemetry } from '#libs/telemetry';
import type { Broker } from './broker.js';
import type { Message } from './envelope.js';
import type { Events } from './events.js';
import type { By } from './hospital.js';
import { problemType } from './problem-type.js';
import type { Runtime } from './runtime.js';
import { MessageArchive } from './stores/archive.store.js';
import { type Replay, type ReplayOrder, SentLog, type SentSummary } from './stores/sent-log.store.js';
import { TopologyError } from './topology.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A moment that a refusal names is still kept when it is copied so much later, in milliseconds. */
const MARGIN_MS = 10 * MINUTE_MS;

const NotHeard = problemType({
  code: 'replay.not-heard',
  status: 409,
  meaning: 'The hearer has no subscription to an event of the replay.',
  advice: 'Start the hearer, which subscribes, and send the request again.',
  where: 'Operators meet it at `POST /hospital/replays/{id}` of every service.',
});
const REPLAY_PLANS =
  'Operators meet it at `GET /hospital/sent` and `POST /hospital/replays` of every service.';
const NotPublished = problemType({
  code: 'replay.not-published',
  status: 422,
  meaning: 'The service does not publish a type of event that the replay names.',
  advice: 'Ask the service that publishes it.',
  where: REPLAY_PLANS,
});
const BeyondRetention = problemType({
  code: 'replay.beyond-retention',
  status: 422,
  meaning: 'The replay begins before the oldest event that the service still keeps.',
  advice: 'Begin at the time that `detail` names, or later.',
  where: REPLAY_PLANS,
});

interface ReplayDependencies {
  database: Database;
  broker: Pick<Broker, 'redeliver'>;
  telemetry: Telemetry;
  runtime: Pick<Runtime, 'now'>;
}

/**
 * Delivers events that this service has sent to one of their hearers again, for one that is new or was repaired. Each keeps
 * its id: a hearer that has handled it drops it. Events about people who were erased have no data any more, and are left out.
 */
export class Replays {
  readonly log: SentLog;
  private readonly archive: MessageArchive;

  /** @param keptDays how long the outbox keeps what was sent */
  constructor(
    private readonly core: ReplayDependencies,
    private readonly events: Pick<Events, 'said'>,
    private readonly keptDays: number,
  ) {
    this.log = new SentLog(core.database);
    this.archive = new MessageArchive(core.database);
  }

  /**
   * What a replay would deliver, by type.
   * @throws Refusal (422) when the order begins before what the outbox keeps, or has types that this service does not publish
   */
  async plan(order: ReplayOrder): Promise<SentSummary[]> {
    await this.check(order);
    return this.log.summary(order);
  }

  /**
   * Begins a replay of what was sent until now, or finds the one of the same order that has not ended.
   * @throws Refusal as `plan` does
   */
  async begin(order: ReplayOrder, by: By): Promise<Replay> {
    await this.check(order);
    const id = newId();
    const { database, telemetry } = this.core;
    const isNew = await database.inTransaction((tx) => this.log.begin(tx, id, order, by));
    if (!isNew) return (await this.log.unfinished(order)) ?? this.begin(order, by);
    telemetry.log.info({ replay: id, ...order, ...by }, 'an operator began a replay');
    await this.log.advance({ replayId: id }, []); // nothing to deliver: it has ended
    return (await this.log.replay(id)) as Replay;
  }

  /**
   * Delivers the next events of a replay. When the process dies, they are delivered again, which has no effect.
   * @returns undefined when there is no such replay
   * @throws Refusal (409) when the hearer has no subscription to them
   */
  async step(replayId: string, most: number): Promise<Replay | undefined> {
    const replay = await this.log.replay(replayId);
    if (!replay) return undefined;
    const events = await this.log.due(replay, most);
    const messages = events
      .filter(({ body }) => body !== null)
      .map(({ attributes, body }) => ({
        attributes: { ...attributes, replayid: replayId },
        body: Buffer.from(JSON.stringify(body)),
      }));
    if (messages.length) await this.deliver(replay.hearer, messages);
    await this.log.advance(replay, events);
    return this.log.replay(replayId);
  }

  private async deliver(hearer: string, messages: Message[]): Promise<void> {
    await this.core.broker.redeliver(hearer, messages).catch((error: unknown) => {
      throw error instanceof TopologyError ? NotHeard.refusal(`${error.message}.`) : error;
    });
  }

  private async check({ types, since }: ReplayOrder): Promise<void> {
    const said = this.events.said.map(({ type }) => type);
    const unknown = types.filter((type) => !said.includes(type));
    if (unknown.length)
      throw NotPublished.refusal(
        `${this.core.telemetry.service} does not publish ${unknown.join(', ')}: ask the service that does.`,
      );
    const oldest = new Date(this.core.runtime.now() - this.keptDays * DAY_MS);
    const named = new Date(Math.ceil((oldest.getTime() + MARGIN_MS) / MINUTE_MS) * MINUTE_MS);
    if (since < oldest)
      throw BeyondRetention.refusal(
        `${this.core.telemetry.service} keeps what it sent for ${this.keptDays} days: begin at ${named.toISOString()} or later.`,
      );
    const archived = await this.archive.newestOfOutbox();
    const kept = archived && new Date(Date.parse(archived.day) + DAY_MS);
    if (kept && since < kept)
      throw BeyondRetention.refusal(
        `${this.core.telemetry.service} has moved what it sent before ${kept.toISOString()} to an archive, up to ${archived.file}: begin then or later.`,
      );
  }
}
