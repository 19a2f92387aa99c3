import { isCorrelationId, newId } from '#libs/telemetry';
import { eventually, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Delivery,
  MAX_ATTRIBUTES_BYTES,
  MAX_BODY_BYTES,
  MAX_ID_LENGTH,
  type Message,
} from '../src/index.js';
import { latch } from './latch.js';
import { allowConnections, type Engine, refuseConnections } from './engine-fixture.js';
import { MessagingFixture, newCause, type Thing, thing } from './messaging-fixture.js';
import { queuesConformance } from './queues-conformance.js';
import { redeliveryConformance } from './redelivery-conformance.js';
import { rightsConformance } from './rights-conformance.js';

const HAPPENED = 'alpha.happened.v1';

/** The conformance suite that every engine must pass, with all of messaging on top of it. */
export function conformance(engine: Engine): void {
  describe(`messaging over ${engine.name}`, () => {
    let fixture: MessagingFixture;
    beforeAll(async () => {
      fixture = await MessagingFixture.open(engine);
    });
    afterEach(() => fixture.reset());
    afterAll(() => fixture.close());

    /** A service that records what it hears. */
    const listen = async (name: string, heard: string[]) =>
      fixture.start(name, { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
    const many = (count: number) => Array.from({ length: count }, () => message(HAPPENED, thing()));
    const idsOf = (messages: { body: Buffer }[]) =>
      messages.map(({ body }) => (JSON.parse(body.toString()) as Thing).id);

    describe('delivery', () => {
      it('delivers an event once to every service that hears it, not to every replica', async () => {
        const [beta, gamma]: [string[], string[]] = [[], []];
        await Promise.all([listen('beta', beta), listen('beta', beta), listen('gamma', gamma)]);
        const messages = many(40);
        await fixture.publish('alpha', ...messages);
        await fixture.queuesEmpty('beta', 'gamma');
        expect(beta.toSorted()).toEqual(idsOf(messages).toSorted());
        expect(gamma.toSorted()).toEqual(idsOf(messages).toSorted());
      });

      it('delivers events that were said while the service was down', async () => {
        const heard: string[] = [];
        await (await listen('beta', heard)).stop();
        const messages = many(3);
        await fixture.publish('alpha', ...messages);
        await listen('beta', heard);
        await eventually(() => heard.length === 3);
        expect(heard.toSorted()).toEqual(idsOf(messages).toSorted());
      });

      it('delivers a backlog larger than the prefetch exactly once', async () => {
        const heard: string[] = [];
        await (await listen('beta', heard)).stop();
        const messages = many(300);
        await fixture.publish('alpha', ...messages);
        await Promise.all([listen('beta', heard), listen('beta', heard)]);
        await fixture.queuesEmpty('beta');
        expect(heard.toSorted()).toEqual(idsOf(messages).toSorted());
      });

      it('redelivers what a vanished consumer held, and flags it', async () => {
        const taken: Delivery[] = [];
        const consume = async () => {
          const broker = fixture.engine.connect('beta');
          await broker.consume(1, (delivery) => taken.push(delivery));
          return broker;
        };
        const { name } = await fixture.create('beta');
        expect(name).toBe('beta');
        await fixture.declare('beta', [HAPPENED]);
        const first = await consume();
        await fixture.publish('alpha', ...many(1));
        await eventually(() => taken.length === 1);
        await first.cancel(); // it takes no more messages, and never acknowledges this one
        const second = await consume();
        await fixture.engine.expireLeases();
        await eventually(() => taken.length === 2);
        expect(taken.map(({ redelivered }) => redelivered)).toEqual([false, true]);
        expect(taken[1]?.attributes.id).toBe(taken[0]?.attributes.id);
        taken[1]?.ack();
        await fixture.queuesEmpty('beta');
        await Promise.all([first.stop(), second.stop()]);
      });

      it('leaves events to another replica while it is paused, and takes them again', async () => {
        const [one, other]: [string[], string[]] = [[], []];
        const paused = await listen('beta', one);
        await paused.messaging.pause(true);
        await fixture.publish('alpha', ...many(5));
        const beside = await listen('beta', other);
        await fixture.queuesEmpty('beta');
        expect([one.length, other.length]).toEqual([0, 5]);
        await Promise.all([beside.messaging.pause(true), paused.messaging.pause(false)]);
        await fixture.publish('alpha', ...many(5));
        await fixture.queuesEmpty('beta');
        expect([one.length, other.length]).toEqual([5, 5]);
      });

      it('sets the source by the credentials of the sender', async () => {
        const sources: string[] = [];
        await fixture.start('beta', {
          hears: { [HAPPENED]: (_, { envelope }) => sources.push(envelope.source) },
        });
        await fixture.publish('alpha', message(HAPPENED, thing(), { source: '/troupe/gamma' }));
        await eventually(() => sources.length === 1);
        expect(sources).toEqual(['/troupe/alpha']);
      });
    });

    rightsConformance(() => fixture);
    queuesConformance(() => fixture);
    redeliveryConformance(() => fixture);

    describe('limits', () => {
      const ofSize = (bytes: number, attributes: Record<string, unknown> = {}) => ({
        ...message(HAPPENED, {}, attributes),
        body: Buffer.alloc(bytes, ' '),
      });
      /** A message whose attributes have so many bytes as JSON text, as PostgreSQL writes it. */
      const withAttributes = (bytes: number) => {
        const bare = message(HAPPENED, {}, { note: '' }).attributes;
        const spaces = 2 * Object.keys(bare).length - 1;
        const note = 'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(bare)) - spaces);
        return message(HAPPENED, {}, { note });
      };
      const publish = async (...messages: Message[]) => {
        await fixture.databaseUrl('beta');
        await fixture.databaseUrl('alpha');
        await fixture.declare('alpha');
        await fixture.declare('beta', [HAPPENED]);
        const alpha = fixture.engine.connect('alpha');
        return alpha.publish(messages).finally(() => alpha.stop());
      };

      it('takes a message of the largest size', async () => {
        const largest = [ofSize(MAX_BODY_BYTES), withAttributes(MAX_ATTRIBUTES_BYTES)];
        const { tooLarge } = await publish(...largest, ofSize(0, { id: 'x'.repeat(MAX_ID_LENGTH) }));
        expect([...tooLarge]).toEqual([]);
        expect(await fixture.engine.depth('beta')).toBe(3);
      });

      it.each([
        ['body', ofSize(MAX_BODY_BYTES + 1)],
        ['attributes', withAttributes(MAX_ATTRIBUTES_BYTES + 1)],
        ['body and attributes', { ...withAttributes(100_000), body: Buffer.alloc(MAX_BODY_BYTES * 4) }],
      ])('refuses a message with larger %s, names it, and takes the others of its type', async (_, large) => {
        const { refused, tooLarge } = await publish(...many(1), large, ...many(1));
        expect(Object.fromEntries(tooLarge)).toEqual({
          [large.id]: `${HAPPENED} ${large.id} is too large: a body may have 262144 bytes, the attributes 16384, and an id 128 characters`,
        });
        expect([...refused]).toEqual([]);
        expect(await fixture.engine.depth('beta')).toBe(2);
      });

      it('refuses a message with a longer id', async () => {
        const { tooLarge } = await publish(ofSize(0, { id: 'x'.repeat(MAX_ID_LENGTH + 1) }));
        expect([...tooLarge.keys()]).toEqual(['x'.repeat(MAX_ID_LENGTH)]);
        expect(await fixture.engine.depth('beta')).toBe(0);
      });
    });

    describe('failure', () => {
      it('runs a failed handler again, as a later attempt, without blocking the queue', async () => {
        const attempts: number[] = [];
        await fixture.start('beta', {
          hears: {
            [HAPPENED]: (_, { attempt }) => {
              attempts.push(attempt);
              if (attempt < 3) throw new Error('not yet');
            },
          },
        });
        await fixture.publish('alpha', ...many(1));
        await eventually(() => attempts.length === 3);
        await fixture.queuesEmpty('beta');
        expect(attempts).toEqual([1, 2, 3]);
        await eventually(async () => (await fixture.rows('beta', 'retry')).length === 0);
        expect(await fixture.rows('beta', 'inbox')).toMatchObject([{ done: true }]);
      });

      const malformed: [string, Buffer | string, Record<string, unknown>?][] = [
        ['a body that is not JSON', '{"id": '],
        ['a body with NUL in it', Buffer.from([0, 0, 1])],
        [
          'a body that is not UTF-8',
          Buffer.concat([
            Buffer.from(`{"id":"${newId()}","note":"`),
            Buffer.of(0xff, 0xfe),
            Buffer.from('"}'),
          ]),
        ],
        ['a deeply nested body', '['.repeat(100_000) + ']'.repeat(100_000)],
        ['a body with the key __proto__', `{"id":"${newId()}","__proto__":{"admin":true}}`],
        ['a body with the key __proto__ in escapes', `{"id":"${newId()}","\\u005f_proto__":{"admin":true}}`],
        ['a body that does not fit the schema', '{"id":"not a UUID"}'],
        ['an envelope without a correlation ID', JSON.stringify(thing()), { correlationid: undefined }],
        [
          'an envelope with a long correlation ID',
          JSON.stringify(thing()),
          { correlationid: 'x'.repeat(9_999) },
        ],
        ['an envelope whose id is no UUID', JSON.stringify(thing()), { id: 'one' }],
        ['another content type', JSON.stringify(thing()), { datacontenttype: 'text/xml' }],
      ];
      it('keeps malformed messages whole, and away from handlers', async () => {
        const heard: string[] = [];
        await listen('beta', heard);
        const messages = malformed.map(([, body, attributes]) => ({
          ...message(HAPPENED, {}, attributes),
          body: Buffer.from(body),
        }));
        await fixture.publish('alpha', ...messages, message(HAPPENED, thing()));
        await fixture.queuesEmpty('beta');
        const patients = await fixture.rows('beta', 'hospital');
        for (const [at, { attributes, body }] of messages.entries()) {
          const patient = patients.find(({ id }) => id === attributes.id);
          expect([malformed[at]?.[0], patient?.reason]).toEqual([malformed[at]?.[0], 'malformed']);
          expect(Buffer.compare(patient?.body as Buffer, body)).toBe(0);
          expect(patient?.attributes).toEqual({
            ...(JSON.parse(JSON.stringify(attributes)) as object),
            source: '/troupe/alpha',
            recordedtime: expect.any(String), // both are the broker's
          });
        }
        expect(patients).toHaveLength(malformed.length);
        expect(heard).toHaveLength(1);
      });

      it('keeps a message for which there is no handler any more', async () => {
        const old = await fixture.start('beta', {
          hears: { [HAPPENED]: () => {}, 'alpha.ended.v1': () => {} },
        });
        await old.stop();
        const ended = message('alpha.ended.v1', thing());
        await fixture.publish('alpha', ended);
        await listen('beta', []);
        const patient = await eventually(async () => (await fixture.rows('beta', 'hospital'))[0]);
        expect(patient).toMatchObject({ id: ended.id, reason: 'no-handler', error_class: 'NoHandler' });
        expect(patient?.body).toEqual(ended.body);
      });

      it('tells how many messages each queue holds, also those that a replica has taken', async () => {
        const beta = await fixture.create('beta', { hears: { [HAPPENED]: () => {} } });
        await listen('gamma', []);
        const taken: Delivery[] = [];
        await beta.broker.consume(1, (delivery) => taken.push(delivery));
        await fixture.publish('alpha', ...many(2));
        await eventually(() => taken.length === 1);
        await eventually(async () => {
          expect(await fixture.engine.admin.depth()).toEqual(new Map([['beta', 2]]));
          return true;
        });
        taken[0]!.ack();
        await eventually(() => taken.length === 2);
        taken[1]!.ack();
        await eventually(async () => (await fixture.engine.admin.depth()).size === 0);
      });

      it('forgets a message that was released again and again once it is acknowledged', async () => {
        const beta = await fixture.create('beta', { hears: { [HAPPENED]: () => {} } });
        const types: unknown[] = [];
        await beta.broker.consume(1, (delivery) => {
          types.push(delivery.attributes.type);
          if (types.length < 5) delivery.release();
          else delivery.ack();
        });
        await fixture.publish('alpha', ...many(1));
        await eventually(() => types.length === 5);
        expect(new Set(types)).toEqual(new Set([HAPPENED]));
        await eventually(async () => (await fixture.engine.admin.depth()).size === 0);
      });

      it('ignores a duplicate', async () => {
        const heard: string[] = [];
        await listen('beta', heard);
        const [once] = many(1);
        await fixture.publish('alpha', once!, once!);
        await fixture.queuesEmpty('beta');
        await fixture.publish('alpha', once!);
        await fixture.queuesEmpty('beta');
        expect(heard).toHaveLength(1);
      });

      it('ignores a message that is redelivered because its acknowledgement was lost', async () => {
        const heard: string[] = [];
        const beta = await fixture.create('beta', { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
        const redelivered: boolean[] = [];
        const { consume } = beta.broker;
        beta.broker.consume = (prefetch, receive) =>
          consume.call(beta.broker, prefetch, (delivery) => {
            redelivered.push(delivery.redelivered);
            receive(delivery.redelivered ? delivery : { ...delivery, ack: () => {} });
          });
        await beta.start();
        await fixture.publish('alpha', ...many(1));
        await eventually(() => heard.length === 1);
        await eventually(async () => (await fixture.rows('beta', 'inbox')).length === 1);
        await fixture.engine.expireLeases();
        await fixture.queuesEmpty('beta');
        expect(redelivered).toEqual([false, true]);
        expect(heard).toHaveLength(1);
        expect(await fixture.rows('beta', 'hospital')).toEqual([]);
      });

      it('keeps the schedule of a message that is redelivered while it waits for a retry', async () => {
        const attempts: number[] = [];
        await fixture.start('beta', {
          schedule: [600_000],
          hears: {
            [HAPPENED]: (_, { attempt }) => {
              attempts.push(attempt);
              throw new Error('no');
            },
          },
        });
        const [once] = many(1);
        await fixture.publish('alpha', once!);
        await fixture.queuesEmpty('beta');
        const [before] = await fixture.rows('beta', 'retry');
        await fixture.publish('alpha', once!);
        await fixture.queuesEmpty('beta');
        expect(await fixture.rows('beta', 'retry')).toEqual([before]);
        expect(attempts).toEqual([1, 1]); // it may run again, but neither its schedule nor its history changes
      });
    });

    it('removes a message that kills its process after three starts, and no other message', async () => {
      const deadly = message(HAPPENED, thing({ note: 'deadly' }));
      await (await listen('beta', [])).stop();
      await fixture.publish('alpha', ...many(2), deadly, ...many(1));
      for (const concurrent of [4, 1, 1]) {
        const consumer = await fixture.spawnCrashing('beta', concurrent);
        expect(await consumer.died).toEqual({ signal: 'SIGKILL', running: concurrent });
        await fixture.engine.expireLeases();
      }
      const survivor = await fixture.spawnCrashing('beta', 1);
      await fixture.publish('alpha', ...many(1));
      await fixture.queuesEmpty('beta');
      await survivor.kill();
      expect(await fixture.rows('beta', 'hospital')).toMatchObject([
        { id: deadly.id, reason: 'crashed', body: deadly.body },
      ]);
      expect((await fixture.rows('beta', 'inbox')).filter(({ done }) => done)).toHaveLength(4);
    });

    describe('connections', () => {
      it('recovers when all its connections break', async () => {
        const heard: string[] = [];
        const alpha = await fixture.start('alpha');
        await listen('beta', heard);
        await alpha.say();
        await eventually(() => heard.length === 1);
        await fixture.engine.dropConnections();
        await alpha.say();
        await eventually(() => heard.length === 2);
        await fixture.queuesEmpty('beta');
      });

      it('starts while the broker is down, and connects once it is up', async () => {
        const heard: string[] = [];
        await fixture.engine.down();
        const beta = await listen('beta', heard);
        await expect(beta.messaging.ping()).rejects.toThrow();
        await fixture.engine.up();
        await eventually(() => beta.messaging.ping().then(() => true));
        await fixture.publish('alpha', ...many(1));
        await eventually(() => heard.length === 1);
      });

      it('keeps events that are said while the broker is down, and publishes them later', async () => {
        const heard: string[] = [];
        const alpha = await fixture.start('alpha');
        await listen('beta', heard);
        await fixture.engine.down();
        const said = [await alpha.say(), await alpha.say()];
        expect(await fixture.rows('alpha', 'outbox')).toMatchObject([{ sent_at: null }, { sent_at: null }]);
        await fixture.engine.up();
        await eventually(() => heard.length === 2);
        expect(heard.toSorted()).toEqual(said.map(({ id }) => id).toSorted());
      });

      it('waits with a message until its own database answers, without counting an attempt', async () => {
        const attempts: number[] = [];
        await fixture.start('beta', { hears: { [HAPPENED]: (_, { attempt }) => attempts.push(attempt) } });
        const database = fixture.environment.database('beta');
        await refuseConnections(database);
        await fixture.publish('alpha', ...many(1));
        await eventually(() =>
          fixture.logs.some(
            ({ msg }) => msg === 'the outcome of a message cannot be stored; the message is released',
          ),
        );
        await allowConnections(database);
        await fixture.queuesEmpty('beta');
        expect(attempts).toEqual([1]);
        expect(await fixture.rows('beta', 'inbox')).toMatchObject([{ done: true, starts: 0 }]);
      });

      it('stops trying to connect once it stops', async () => {
        const beta = await fixture.create('beta', { hears: { [HAPPENED]: () => {} } });
        let tries = 0;
        beta.broker.topology = async () => {
          tries++;
          void beta.messaging.close();
          throw new Error('no broker');
        };
        await beta.start();
        const later = performance.now() + 1_500; // one and a half times the pause between two tries
        await eventually(() => performance.now() > later);
        expect(tries).toBe(1);
      });

      it('can be stopped while it starts, and stops only once', async () => {
        const beta = await fixture.create('beta', { hears: { [HAPPENED]: () => {} } });
        const starting = beta.start();
        await Promise.all([beta.messaging.close(), beta.messaging.close(), starting]);
        await expect(beta.messaging.ping()).rejects.toThrow();
      });
    });

    describe('draining', () => {
      it('finishes running handlers and releases the rest to another replica at once, without duplicates', async () => {
        const { open, opened } = latch();
        const [slow, quick]: [string[], string[]] = [[], []];
        const leaving = await fixture.start('beta', {
          hears: { [HAPPENED]: ({ id }) => (slow.push(id), opened) },
        });
        const messages = many(20);
        await fixture.publish('alpha', ...messages);
        await eventually(() => slow.length === 4);
        const redelivered: boolean[] = [];
        const staying = await fixture.create('beta', { hears: { [HAPPENED]: ({ id }) => quick.push(id) } });
        const { consume } = staying.broker;
        staying.broker.consume = (prefetch, receive) =>
          consume.call(staying.broker, prefetch, (delivery) => {
            redelivered.push(delivery.redelivered);
            receive(delivery);
          });
        await staying.start();
        const drained = leaving.messaging.drain();
        await eventually(() => quick.length === 16); // while the four running handlers still wait
        open();
        await drained;
        await fixture.queuesEmpty('beta');
        expect([...slow, ...quick].toSorted()).toEqual(idsOf(messages).toSorted());
        expect(new Set(redelivered)).toEqual(new Set([false])); // a released message is not suspected of having killed its consumer
      });

      it('publishes the last events before it disconnects', async () => {
        const heard: string[] = [];
        const alpha = await fixture.start('alpha');
        await listen('beta', heard);
        await alpha.messaging.drain();
        await alpha.say();
        await alpha.stop();
        await eventually(() => heard.length === 1);
        expect(await fixture.rows('alpha', 'outbox')).toMatchObject([{ sent_at: expect.any(Date) }]);
      });
    });

    describe('erasure', () => {
      it('drops the messages about a person that wait in the queue', async () => {
        const heard: string[] = [];
        const beta = await listen('beta', heard);
        await beta.messaging.drain();
        const [gone, stays] = [newId(), newId()];
        await fixture.publish(
          'alpha',
          ...[gone, stays].map((person) =>
            message(HAPPENED, thing({ id: person, person }), { datasubject: person }),
          ),
        );
        await beta.database.inTransaction((tx) => beta.messaging.messageErasure.erase(tx, gone));
        await listen('beta', heard);
        await fixture.queuesEmpty('beta');
        expect(heard).toEqual([stays]);
        expect(await fixture.rows('beta', 'hospital')).toEqual([]);
      });
    });

    describe('telemetry', () => {
      it('joins sender and hearer in one trace under one correlation ID', async () => {
        const alpha = await fixture.start('alpha');
        const beta = await fixture.create('beta', {
          hears: {
            [HAPPENED]: (_, { tx }) => beta.messaging.outbox.add(tx, beta.happened(thing())),
          },
        });
        await beta.start();
        const heard: Thing[] = [];
        await fixture.start('gamma', { hears: { 'beta.happened.v1': (data) => heard.push(data) } });
        const cause = newCause();
        await alpha.say(thing(), cause);
        await eventually(() => heard.length === 1);
        const names = [
          `send ${HAPPENED}`,
          `process ${HAPPENED}`,
          'send beta.happened.v1',
          'process beta.happened.v1',
        ];
        const spanOf = (name: string) => fixture.spans.getFinishedSpans().find((span) => span.name === name);
        const spans = await Promise.all(names.map((name) => eventually(() => spanOf(name))));
        for (const [at, span] of spans.entries()) {
          expect(span.parentSpanContext?.spanId).toBe(spans[at - 1]?.spanContext().spanId);
          expect(span.spanContext().traceId).toBe(spans[0]?.spanContext().traceId);
          expect(span.attributes['correlation.id']).toBe(cause.correlationId);
          expect(isCorrelationId(span.attributes['correlation.id'])).toBe(true);
        }
        const [said] = await fixture.rows('alpha', 'outbox');
        const [answer] = await fixture.rows('beta', 'outbox');
        expect(said?.attributes).toMatchObject({
          correlationid: cause.correlationId,
          causationid: cause.causationId,
        });
        expect(answer?.attributes).toMatchObject({
          correlationid: cause.correlationId,
          causationid: said?.id,
        });
      });
    });
  });
}
