import { isCorrelationId, newId } from '#libs/telemetry';
import { eventually, message } from '#libs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type BrokerDelivery, MAX_BODY_BYTES } from '../src/index.js';
import { door } from './door.js';
import { type Engine, reopen, shut } from './engine.js';
import { Ensemble, newCause, type Thing, thing } from './ensemble.js';

const HAPPENED = 'alpha.happened.v1';

/** What every engine must do, with everything of messaging on top of it. */
export function conformance(engine: Engine): void {
  describe(`messaging over ${engine.name}`, () => {
    let ensemble: Ensemble;
    beforeAll(async () => {
      ensemble = await Ensemble.open(engine);
    });
    afterEach(() => ensemble.reset());
    afterAll(() => ensemble.close());

    /** A service that notes what it hears. */
    const listen = async (name: string, heard: string[]) =>
      ensemble.play(name, { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
    const many = (count: number) => Array.from({ length: count }, () => message(HAPPENED, thing()));
    const idsOf = (messages: { body: Buffer }[]) =>
      messages.map(({ body }) => (JSON.parse(body.toString()) as Thing).id);

    describe('delivery', () => {
      it('delivers an event once to every service that hears it, not to every replica', async () => {
        const [beta, gamma]: [string[], string[]] = [[], []];
        await Promise.all([listen('beta', beta), listen('beta', beta), listen('gamma', gamma)]);
        const messages = many(40);
        await ensemble.publish('alpha', ...messages);
        await ensemble.quiet('beta', 'gamma');
        expect(beta.toSorted()).toEqual(idsOf(messages).toSorted());
        expect(gamma.toSorted()).toEqual(idsOf(messages).toSorted());
      });

      it('delivers what was said while a service was down', async () => {
        const heard: string[] = [];
        await (await listen('beta', heard)).stop();
        const messages = many(3);
        await ensemble.publish('alpha', ...messages);
        await listen('beta', heard);
        await eventually(() => heard.length === 3);
        expect(heard.toSorted()).toEqual(idsOf(messages).toSorted());
      });

      it('delivers a backlog of many prefetches exactly once', async () => {
        const heard: string[] = [];
        await (await listen('beta', heard)).stop();
        const messages = many(300);
        await ensemble.publish('alpha', ...messages);
        await Promise.all([listen('beta', heard), listen('beta', heard)]);
        await ensemble.quiet('beta');
        expect(heard.toSorted()).toEqual(idsOf(messages).toSorted());
      });

      it('hands out again what a vanished consumer held, and says so', async () => {
        const taken: BrokerDelivery[] = [];
        const consume = async () => {
          const broker = ensemble.ground.connect('beta');
          await broker.declare([HAPPENED]);
          await broker.consume(1, (delivery) => taken.push(delivery));
          return broker;
        };
        const { name } = await ensemble.cast('beta');
        expect(name).toBe('beta');
        const first = await consume();
        await ensemble.publish('alpha', ...many(1));
        await eventually(() => taken.length === 1);
        await first.cancel(); // it takes nothing more, and never acknowledges
        const second = await consume();
        await ensemble.ground.forsake();
        await eventually(() => taken.length === 2);
        expect(taken.map(({ redelivered }) => redelivered)).toEqual([false, true]);
        expect(taken[1]?.attributes.id).toBe(taken[0]?.attributes.id);
        taken[1]?.ack();
        await ensemble.quiet('beta');
        await Promise.all([first.stop(), second.stop()]);
      });

      it('stamps the source by the credentials of the sender', async () => {
        const sources: string[] = [];
        await ensemble.play('beta', {
          hears: { [HAPPENED]: (_, { envelope }) => sources.push(envelope.source) },
        });
        await ensemble.publish('gamma', message(HAPPENED, thing(), { source: '/troupe/alpha' }));
        await eventually(() => sources.length === 1);
        expect(sources).toEqual(['/troupe/gamma']);
      });
    });

    describe('failure', () => {
      it('runs a failed handler again, as a later attempt, and keeps the queue free meanwhile', async () => {
        const attempts: number[] = [];
        await ensemble.play('beta', {
          hears: {
            [HAPPENED]: (_, { attempt }) => {
              attempts.push(attempt);
              if (attempt < 3) throw new Error('not yet');
            },
          },
        });
        await ensemble.publish('alpha', ...many(1));
        await eventually(() => attempts.length === 3);
        await ensemble.quiet('beta');
        expect(attempts).toEqual([1, 2, 3]);
        await eventually(async () => (await ensemble.rows('beta', 'retry')).length === 0);
        expect(await ensemble.rows('beta', 'inbox')).toMatchObject([{ done: true }]);
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
        ['a body over 256 KB', JSON.stringify(thing({ note: 'x'.repeat(MAX_BODY_BYTES) }))],
        ['a body nested to the bottom', '['.repeat(100_000) + ']'.repeat(100_000)],
        ['a body that reaches for __proto__', `{"id":"${newId()}","__proto__":{"admin":true}}`],
        [
          'a body that reaches for __proto__ in disguise',
          `{"id":"${newId()}","\\u005f_proto__":{"admin":true}}`,
        ],
        ['a body that does not fit the schema', '{"id":"not a UUID"}'],
        ['an envelope without a correlation ID', JSON.stringify(thing()), { correlationid: undefined }],
        ['an envelope whose id is no UUID', JSON.stringify(thing()), { id: 'one' }],
        ['another content type', JSON.stringify(thing()), { datacontenttype: 'text/xml' }],
      ];
      it('keeps malformed messages whole, and from every handler', async () => {
        const heard: string[] = [];
        await listen('beta', heard);
        const messages = malformed.map(([, body, attributes]) => ({
          ...message(HAPPENED, {}, attributes),
          body: Buffer.from(body),
        }));
        await ensemble.publish('alpha', ...messages, message(HAPPENED, thing()));
        await ensemble.quiet('beta');
        const patients = await ensemble.rows('beta', 'hospital');
        for (const [at, { attributes, body }] of messages.entries()) {
          const patient = patients.find(({ id }) => id === attributes.id);
          expect([malformed[at]?.[0], patient?.reason]).toEqual([malformed[at]?.[0], 'malformed']);
          expect(Buffer.compare(patient?.body as Buffer, body)).toBe(0);
          expect(patient?.attributes).toEqual(
            JSON.parse(JSON.stringify({ ...attributes, source: '/troupe/alpha' })),
          );
        }
        expect(patients).toHaveLength(malformed.length);
        expect(heard).toHaveLength(1);
      });

      it('keeps a message that nothing handles any more', async () => {
        const old = await ensemble.play('beta', {
          hears: { [HAPPENED]: () => {}, 'alpha.ended.v1': () => {} },
        });
        await old.stop();
        await listen('beta', []);
        const ended = message('alpha.ended.v1', thing());
        await ensemble.publish('alpha', ended);
        const patient = await eventually(async () => (await ensemble.rows('beta', 'hospital'))[0]);
        expect(patient).toMatchObject({ id: ended.id, reason: 'no-handler', error_class: 'NoHandler' });
        expect(patient?.body).toEqual(ended.body);
      });

      it('leaves a duplicate without effect', async () => {
        const heard: string[] = [];
        await listen('beta', heard);
        const [once] = many(1);
        await ensemble.publish('alpha', once!, once!);
        await ensemble.quiet('beta');
        await ensemble.publish('alpha', once!);
        await ensemble.quiet('beta');
        expect(heard).toHaveLength(1);
      });

      it('leaves a message that comes again because its acknowledgement was lost without effect', async () => {
        const heard: string[] = [];
        const beta = await ensemble.cast('beta', { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
        const redelivered: boolean[] = [];
        const { consume } = beta.broker;
        beta.broker.consume = (prefetch, receive) =>
          consume.call(beta.broker, prefetch, (delivery) => {
            redelivered.push(delivery.redelivered);
            receive(delivery.redelivered ? delivery : { ...delivery, ack: () => {} });
          });
        await beta.start();
        await ensemble.publish('alpha', ...many(1));
        await eventually(() => heard.length === 1);
        await eventually(async () => (await ensemble.rows('beta', 'inbox')).length === 1);
        await ensemble.ground.forsake();
        await ensemble.quiet('beta');
        expect(redelivered).toEqual([false, true]);
        expect(heard).toHaveLength(1);
        expect(await ensemble.rows('beta', 'hospital')).toEqual([]);
      });

      it('leaves a message that comes again while it waits for a retry without a second effect', async () => {
        const attempts: number[] = [];
        await ensemble.play('beta', {
          schedule: [600_000],
          hears: {
            [HAPPENED]: (_, { attempt }) => {
              attempts.push(attempt);
              throw new Error('no');
            },
          },
        });
        const [once] = many(1);
        await ensemble.publish('alpha', once!);
        await ensemble.quiet('beta');
        const [before] = await ensemble.rows('beta', 'retry');
        await ensemble.publish('alpha', once!);
        await ensemble.quiet('beta');
        expect(await ensemble.rows('beta', 'retry')).toEqual([before]);
        expect(attempts).toEqual([1, 1]); // it may be tried, but neither its schedule nor its history changes
      });
    });

    it('takes a message that kills its process out of the way after three starts, alone, and blames no other', async () => {
      const deadly = message(HAPPENED, thing({ note: 'deadly' }));
      await (await listen('beta', [])).stop();
      await ensemble.publish('alpha', ...many(2), deadly, ...many(1));
      for (const company of [4, 1, 1]) {
        const mortal = await ensemble.risk('beta', company);
        expect(await mortal.died).toEqual({ signal: 'SIGKILL', running: company });
        await ensemble.ground.forsake();
      }
      const survivor = await ensemble.risk('beta', 1);
      await ensemble.publish('alpha', ...many(1));
      await ensemble.quiet('beta');
      await survivor.kill();
      expect(await ensemble.rows('beta', 'hospital')).toMatchObject([
        { id: deadly.id, reason: 'crashed', body: deadly.body },
      ]);
      expect((await ensemble.rows('beta', 'inbox')).filter(({ done }) => done)).toHaveLength(4);
    });

    describe('connections', () => {
      it('goes on after all its connections were cut', async () => {
        const heard: string[] = [];
        const alpha = await ensemble.play('alpha');
        await listen('beta', heard);
        await alpha.say();
        await eventually(() => heard.length === 1);
        await ensemble.ground.cut();
        await alpha.say();
        await eventually(() => heard.length === 2);
        await ensemble.quiet('beta');
      });

      it('starts without a broker and connects once there is one', async () => {
        const heard: string[] = [];
        await ensemble.ground.down();
        const beta = await listen('beta', heard);
        await expect(beta.messaging.ping()).rejects.toThrow();
        await ensemble.ground.up();
        await eventually(() => beta.messaging.ping().then(() => true));
        await ensemble.publish('alpha', ...many(1));
        await eventually(() => heard.length === 1);
      });

      it('keeps what was said while the broker was down, and says it later', async () => {
        const heard: string[] = [];
        const alpha = await ensemble.play('alpha');
        await listen('beta', heard);
        await ensemble.ground.down();
        const said = [await alpha.say(), await alpha.say()];
        expect(await ensemble.rows('alpha', 'outbox')).toMatchObject([{ sent_at: null }, { sent_at: null }]);
        await ensemble.ground.up();
        await eventually(() => heard.length === 2);
        expect(heard.toSorted()).toEqual(said.map(({ id }) => id).toSorted());
      });

      it('waits with a message until its own database answers, and counts that as no attempt', async () => {
        const attempts: number[] = [];
        await ensemble.play('beta', { hears: { [HAPPENED]: (_, { attempt }) => attempts.push(attempt) } });
        const database = ensemble.stage.database('beta');
        await shut(database);
        await ensemble.publish('alpha', ...many(1));
        await eventually(() => ensemble.logs.some(({ msg }) => msg === 'a message cannot be dealt with yet'));
        await reopen(database);
        await ensemble.quiet('beta');
        expect(attempts).toEqual([1]);
        expect(await ensemble.rows('beta', 'inbox')).toMatchObject([{ done: true, starts: 0 }]);
      });

      it('does not try to connect any more once it stops', async () => {
        const beta = await ensemble.cast('beta', { hears: { [HAPPENED]: () => {} } });
        let tries = 0;
        beta.broker.declare = async () => {
          tries++;
          void beta.messaging.close();
          throw new Error('no broker');
        };
        await beta.start();
        const later = performance.now() + 1_500; // half as long again as the pause between two tries
        await eventually(() => performance.now() > later);
        expect(tries).toBe(1);
      });

      it('stops while it is starting, and stops only once', async () => {
        const beta = await ensemble.cast('beta', { hears: { [HAPPENED]: () => {} } });
        const starting = beta.start();
        await Promise.all([beta.messaging.close(), beta.messaging.close(), starting]);
        await expect(beta.messaging.ping()).rejects.toThrow();
      });
    });

    describe('draining', () => {
      it('finishes what was begun and hands the rest to another replica at once, without duplicates', async () => {
        const { open, opened } = door();
        const [slow, quick]: [string[], string[]] = [[], []];
        const leaving = await ensemble.play('beta', {
          hears: { [HAPPENED]: ({ id }) => (slow.push(id), opened) },
        });
        const messages = many(20);
        await ensemble.publish('alpha', ...messages);
        await eventually(() => slow.length === 4);
        const redelivered: boolean[] = [];
        const staying = await ensemble.cast('beta', { hears: { [HAPPENED]: ({ id }) => quick.push(id) } });
        const { consume } = staying.broker;
        staying.broker.consume = (prefetch, receive) =>
          consume.call(staying.broker, prefetch, (delivery) => {
            redelivered.push(delivery.redelivered);
            receive(delivery);
          });
        await staying.start();
        const drained = leaving.messaging.drain();
        await eventually(() => quick.length === 16); // while the four that were begun still run
        open();
        await drained;
        await ensemble.quiet('beta');
        expect([...slow, ...quick].toSorted()).toEqual(idsOf(messages).toSorted());
        expect(new Set(redelivered)).toEqual(new Set([false])); // nobody is suspected of having killed anybody
      });

      it('sends what was said last before it hangs up', async () => {
        const heard: string[] = [];
        const alpha = await ensemble.play('alpha');
        await listen('beta', heard);
        await alpha.messaging.drain();
        await alpha.say();
        await alpha.stop();
        await eventually(() => heard.length === 1);
        expect(await ensemble.rows('alpha', 'outbox')).toMatchObject([{ sent_at: expect.any(Date) }]);
      });
    });

    describe('erasure', () => {
      it('blanks what waits in the queue about a person, and drops it', async () => {
        const heard: string[] = [];
        const beta = await listen('beta', heard);
        await beta.messaging.drain();
        const [gone, stays] = [newId(), newId()];
        await ensemble.publish(
          'alpha',
          ...[gone, stays].map((person) => message(HAPPENED, thing({ person }), { datasubject: person })),
        );
        await beta.database.inTransaction((tx) => beta.messaging.messageErasure.erase(tx, gone));
        await eventually(async () => !(await ensemble.ground.contents('beta')).includes(gone));
        expect(await ensemble.ground.contents('beta')).toContain(stays);
        await listen('beta', heard);
        await ensemble.quiet('beta');
        expect(heard).toHaveLength(1);
        expect(await ensemble.rows('beta', 'hospital')).toEqual([]);
      });
    });

    describe('telemetry', () => {
      it('joins sender and hearer in one trace under one correlation ID', async () => {
        const alpha = await ensemble.play('alpha');
        const beta = await ensemble.cast('beta', {
          hears: {
            [HAPPENED]: (_, { tx }) => beta.messaging.outbox.add(tx, beta.happened(thing())),
          },
        });
        await beta.start();
        const heard: Thing[] = [];
        await ensemble.play('gamma', { hears: { 'beta.happened.v1': (data) => heard.push(data) } });
        const cause = newCause();
        await alpha.say(thing(), cause);
        await eventually(() => heard.length === 1);
        const names = [
          `send ${HAPPENED}`,
          `process ${HAPPENED}`,
          'send beta.happened.v1',
          'process beta.happened.v1',
        ];
        const spanOf = (name: string) => ensemble.spans.getFinishedSpans().find((span) => span.name === name);
        const spans = await Promise.all(names.map((name) => eventually(() => spanOf(name))));
        for (const [at, span] of spans.entries()) {
          expect(span.parentSpanContext?.spanId).toBe(spans[at - 1]?.spanContext().spanId);
          expect(span.spanContext().traceId).toBe(spans[0]?.spanContext().traceId);
          expect(span.attributes['correlation.id']).toBe(cause.correlationId);
          expect(isCorrelationId(span.attributes['correlation.id'])).toBe(true);
        }
        const [said] = await ensemble.rows('alpha', 'outbox');
        const [answer] = await ensemble.rows('beta', 'outbox');
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
