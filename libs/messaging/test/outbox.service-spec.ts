import { Retention } from '#libs/database';
import { newId } from '#libs/telemetry';
import { eventually } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Envelope, MAX_BODY_BYTES, type Message, messagingRetention, TopologyError } from '../src/index.js';
import { failureOf } from './failure-of.js';
import { MessagingFixture, newCause, type TestService, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';

describe('the outbox', () => {
  let fixture: MessagingFixture;
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  afterEach(() => fixture.reset());
  afterAll(() => fixture.close());

  const outbox = () => fixture.rows('alpha', 'outbox');
  const listen = async () => {
    const heard: string[] = [];
    await fixture.start('beta', { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
    return heard;
  };
  /** A service that never publishes, as if its process crashed between commit and publishing. */
  const dying = async (): Promise<TestService> => {
    const alpha = await fixture.create('alpha');
    alpha.broker.publish = () => Promise.reject(new Error('dead'));
    return alpha;
  };
  const age = (seconds: number) =>
    sql`update messaging.outbox set created_at = now() - ${seconds} * interval '1 second'`.execute(
      fixture.environment.database('alpha').query,
    );

  it('publishes what was committed, in a well-formed envelope', async () => {
    const heard = await listen();
    const alpha = await fixture.start('alpha');
    const cause = { ...newCause(), actor: newId() };
    const data = thing({ person: newId(), note: 'hello' });
    await alpha.because(cause, () =>
      alpha.database.inTransaction((tx) =>
        alpha.messaging.outbox.add(tx, alpha.happened(data, { entityversion: 7 })),
      ),
    );
    await eventually(() => heard.length === 1);
    const row = await eventually(async () => (await outbox()).find(({ sent_at }) => sent_at));
    expect(Envelope.parse(row.attributes)).toEqual({
      specversion: '1.0',
      id: row.id,
      source: '/troupe/alpha',
      type: HAPPENED,
      subject: data.id,
      time: expect.any(String),
      datacontenttype: 'application/json',
      correlationid: cause.correlationId,
      causationid: cause.causationId,
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
      entityversion: 7,
      actor: cause.actor,
      datasubject: data.person,
    });
    expect(row?.body).toEqual(data);
  });

  it('names no person when the event concerns none', async () => {
    await (await fixture.start('alpha')).say(thing());
    const [row] = await outbox();
    expect(row).toMatchObject({ datasubject: null });
    expect(row?.attributes).not.toHaveProperty('datasubject');
  });

  it('publishes nothing of a transaction that was rolled back', async () => {
    const heard = await listen();
    const alpha = await fixture.start('alpha');
    const undone = alpha.because(newCause(), () =>
      alpha.database.inTransaction(async (tx) => {
        await alpha.messaging.outbox.add(tx, alpha.happened(thing()));
        throw new Error('undone');
      }),
    );
    await expect(undone).rejects.toThrow('undone');
    const { id } = await alpha.say();
    await eventually(() => heard.length === 1);
    expect(heard).toEqual([id]);
    expect(await outbox()).toHaveLength(1);
  });

  it.each([
    ['without a cause', undefined, thing(), /has no cause/],
    ['that does not fit its schema', newCause(), { id: 'one' }, /does not match its schema.*UUID/s],
    ['over 256 KB', newCause(), thing({ note: 'é'.repeat(MAX_BODY_BYTES / 2) }), /262144 are allowed/],
    [
      'about a person with a long id',
      newCause(),
      thing({ person: 'x'.repeat(129) }),
      /alpha.happened.v1 has an invalid envelope: .*at most 128 characters.*datasubject/s,
    ],
  ])('refuses an event %s', async (_, cause, data, message) => {
    const alpha = await fixture.start('alpha');
    const add = () =>
      alpha.database.inTransaction((tx) => alpha.messaging.outbox.add(tx, alpha.happened(data)));
    await expect(cause ? alpha.because(cause, add) : add()).rejects.toThrow(message);
    expect(await outbox()).toEqual([]);
  });

  it('accepts an event of exactly 256 KB', async () => {
    const heard = await listen();
    const alpha = await fixture.start('alpha');
    const frame = JSON.stringify(thing({ note: '' })).length;
    await alpha.say(thing({ note: 'x'.repeat(MAX_BODY_BYTES - frame) }));
    await eventually(() => heard.length === 1);
  });

  it('publishes the events of one transaction as one batch, in order', async () => {
    const alpha = await fixture.start('alpha');
    const batches: Message[][] = [];
    alpha.broker.publish = async (messages) => {
      batches.push(messages);
      return { refused: new Map(), unheard: new Set(), tooLarge: new Map() };
    };
    const said = [thing(), thing(), thing()];
    await alpha.because(newCause(), () =>
      alpha.database.inTransaction(async (tx) => {
        for (const data of said) await alpha.messaging.outbox.add(tx, alpha.happened(data));
      }),
    );
    await eventually(() => batches.length === 1);
    expect(batches[0]?.map(({ attributes }) => attributes.subject)).toEqual(said.map(({ id }) => id));
  });

  it('publishes later what a crash between commit and publishing left behind', async () => {
    const heard = await listen();
    const { id } = await (await dying()).say();
    expect(await outbox()).toMatchObject([{ sent_at: null }]);
    await fixture.start('alpha'); // the next process sweeps up
    await eventually(() => heard.length === 1);
    expect(heard).toEqual([id]);
    await eventually(async () => (await outbox()).every(({ sent_at }) => sent_at));
  });

  it('keeps an event that the broker finds too large, names it, and publishes what waits behind it', async () => {
    const heard = await listen();
    const crashed = await dying();
    const large = await crashed.say();
    await sql`update messaging.outbox set body = jsonb_build_object('note', repeat('x', ${MAX_BODY_BYTES}))`.execute(
      fixture.environment.database('alpha').query,
    );
    for (let at = 0; at < 150; at++) await crashed.say();
    await age(60);
    await fixture.start('alpha');
    await eventually(() => heard.length === 150);
    const [waiting, ...others] = await eventually(async () => {
      const unsent = (await outbox()).filter(({ sent_at }) => !sent_at);
      return unsent.length === 1 && unsent;
    });
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({ subject: large.id, type: HAPPENED });
    expect(fixture.logs).toContainEqual(
      expect.objectContaining({
        msg: 'events wait in the outbox: the broker refuses them',
        err: expect.objectContaining({
          message: expect.stringContaining(`${HAPPENED} ${waiting?.id} is too large`),
        }),
      }),
    );
  });

  it('tells that events wait, and why, until the broker takes one', async () => {
    const alpha = await fixture.start('alpha');
    const { publish } = alpha.broker;
    alpha.broker.publish = () => Promise.reject(new TopologyError('it has lost a queue'));
    await alpha.say();
    const failure = await eventually(() => failureOf(alpha.messaging.ping()));
    expect(failure.message).toBe('events wait in the outbox: it has lost a queue');
    expect(failure).not.toBeInstanceOf(TopologyError); // or the service would not be ready
    alpha.broker.publish = publish;
    await eventually(async () => !(await failureOf(alpha.messaging.ping())));
    expect(await outbox()).toMatchObject([{ sent_at: expect.any(Date) }]);
  });

  it('tells that an event is refused for as long as it is, although the broker takes others', async () => {
    const alpha = await fixture.start('alpha');
    const { publish } = alpha.broker;
    let refused: unknown;
    alpha.broker.publish = async (messages) => {
      refused ??= messages[0]!.attributes.id;
      const taken = messages.filter(({ attributes: { id } }) => id !== refused);
      const publication = await publish.call(alpha.broker, taken);
      const isAsked = taken.length < messages.length;
      return isAsked
        ? { ...publication, tooLarge: new Map([[String(refused), 'it is too large']]) }
        : publication;
    };
    await alpha.say();
    const waits = 'events wait in the outbox: it is too large';
    await eventually(async () => (await failureOf(alpha.messaging.ping()))?.message === waits);
    await alpha.say();
    await eventually(async () => (await outbox()).some(({ sent_at }) => sent_at));
    expect((await failureOf(alpha.messaging.ping()))?.message).toBe(waits);
    alpha.broker.publish = publish;
    await eventually(async () => !(await failureOf(alpha.messaging.ping())));
    expect((await outbox()).every(({ sent_at }) => sent_at)).toBe(true);
  });

  it('tells nothing any more of an event that another replica has sent', async () => {
    const failing = await fixture.start('alpha');
    failing.broker.publish = () => Promise.reject(new Error('not here'));
    await failing.say();
    await eventually(() => failureOf(failing.messaging.ping()));
    await fixture.start('alpha');
    await eventually(async () => (await outbox()).every(({ sent_at }) => sent_at));
    await eventually(async () => !(await failureOf(failing.messaging.ping())));
  });

  it('is swept by one replica at a time, so that nothing is published twice', async () => {
    const heard = await listen();
    const crashed = await dying();
    for (let at = 0; at < 250; at++) await crashed.say();
    await age(60);
    const published: unknown[] = [];
    const replicas = await Promise.all([1, 2, 3].map(() => fixture.create('alpha')));
    for (const { broker } of replicas) {
      const { publish } = broker;
      broker.publish = (messages) => {
        published.push(...messages.map(({ attributes }) => attributes.id));
        return publish.call(broker, messages);
      };
    }
    await Promise.all(replicas.map((replica) => replica.start()));
    await eventually(() => heard.length === 250);
    await eventually(async () => (await outbox()).every(({ sent_at }) => sent_at));
    expect(published).toHaveLength(250);
    expect(new Set(published).size).toBe(250);
  });

  it('is pruned of events that were sent long ago, never of unsent ones', async () => {
    const alpha = await fixture.start('alpha');
    await alpha.say(thing({ note: 'sent' }));
    await eventually(async () => (await outbox()).every(({ sent_at }) => sent_at));
    alpha.broker.publish = () => Promise.reject(new Error('down'));
    await alpha.say(thing({ note: 'unsent' }));
    const retention = new Retention(alpha.database, messagingRetention({ outbox: 30, inbox: 90 }), () => {});
    const left = async (days: number) => {
      await age(days * 86_400);
      await retention.prune();
      return (await outbox()).map(({ body }) => body.note);
    };
    expect(await left(29)).toEqual(['sent', 'unsent']);
    expect(await left(31)).toEqual(['unsent']);
  });

  it('logs once a minute, not for every event, that the broker is down', async () => {
    const alpha = await fixture.start('alpha');
    alpha.broker.publish = () => Promise.reject(new Error('down'));
    for (let at = 0; at < 5; at++) await alpha.say();
    const warnings = () =>
      fixture.logs.filter(({ msg }) => String(msg).startsWith('events wait in the outbox'));
    await eventually(() => warnings().length > 0);
    expect(warnings()).toHaveLength(1);
  });

  it('exports how many events wait, and for how long', async () => {
    const alpha = await dying();
    await alpha.say();
    await age(90);
    const { body } = await alpha.telemetry.metrics.scrape();
    expect(body).toContain('outbox_pending{service="alpha"} 1');
    expect(
      Number(/outbox_oldest_age_seconds\{service="alpha"\} (\S+)/.exec(body)?.[1]),
    ).toBeGreaterThanOrEqual(90);
  });
});
