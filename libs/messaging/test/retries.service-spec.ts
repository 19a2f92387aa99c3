import { eventually, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Refusal } from '../src/index.js';
import { latch } from './latch.js';
import { MessagingFixture, newCause, type TestServiceOptions, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';
const TOUCH = 'touch';

describe('retries', () => {
  let fixture: MessagingFixture;
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  afterEach(() => fixture.reset());
  afterAll(() => fixture.close());

  const hospital = () => fixture.rows('beta', 'hospital');
  const retry = () => fixture.rows('beta', 'retry');
  const patient = () => eventually(async () => (await hospital())[0]);
  const update = (change: ReturnType<typeof sql>) =>
    sql`update messaging.retry set ${change}`.execute(fixture.environment.database('beta').query);
  const failing = (schedule: number[], error: unknown = new Error('not today')) => {
    const attempts: number[] = [];
    const fail = (_: unknown, { attempt }: { attempt: number }) => {
      attempts.push(attempt);
      throw error;
    };
    return {
      attempts,
      options: {
        schedule,
        hears: { [HAPPENED]: fail },
        effects: { [TOUCH]: fail },
      } satisfies TestServiceOptions,
    };
  };

  describe('an event', () => {
    it('is retried by the schedule, ±20 %', async () => {
      const schedule = [1_000_000, 2_000_000, 4_000_000];
      const { options, attempts } = failing(schedule);
      await fixture.start('beta', options);
      await fixture.publish('alpha', ...Array.from({ length: 10 }, () => message(HAPPENED, thing())));
      for (const [at, expected] of schedule.entries()) {
        const delays = await eventually(async () => {
          const { rows } = await sql<{ share: number }>`
            select extract(epoch from due - now())::float8 * 1000 / ${expected} as share
            from messaging.retry where attempts = ${at + 1} and starts = 0 order by 1`.execute(
            fixture.environment.database('beta').query,
          );
          return rows.length === 10 ? rows.map(({ share }) => share) : undefined;
        });
        expect(delays[0]).toBeGreaterThan(0.79); // a little of the delay has passed since
        expect(delays[9]).toBeLessThanOrEqual(1.2);
        expect(delays[9]! - delays[0]!).toBeGreaterThan(0.02); // messages that failed together are not retried together
        await update(sql`due = now()`);
        await fixture.start('beta', options); // polls at once
      }
      await eventually(async () => (await hospital()).length === 10);
      expect(attempts).toHaveLength(40);
      expect(await retry()).toEqual([]);
    });

    it('spends no attempt on a circuit that is open, and runs at once when it closes', async () => {
      const attempts: number[] = [];
      let isOpen = true;
      const call = (_: unknown, { attempt }: { attempt: number }) => {
        attempts.push(attempt);
        const openCircuit = { peer: 'carrier', wasCalled: false };
        if (isOpen) throw Object.assign(new Error('carrier: circuit open'), { openCircuit });
      };
      const beta = await fixture.start('beta', { schedule: [3_600_000], hears: { [HAPPENED]: call } });
      const events = Array.from({ length: 3 }, () => message(HAPPENED, thing()));
      await fixture.publish('alpha', ...events);
      await eventually(async () => (await retry()).length === 3);
      expect(await retry()).toEqual(
        events.map(() => expect.objectContaining({ attempts: 0, errors: [], waits_for: 'carrier' })),
      );
      isOpen = false;
      beta.messaging.circuits.closed('carrier');
      await eventually(async () => (await retry()).length === 0);
      expect(attempts).toEqual([1, 1, 1, 1, 1, 1]);
      expect(await hospital()).toEqual([]);
    });

    it('goes to the hospital with its whole history when the schedule ends', async () => {
      const { options } = failing([5, 5], new TypeError('there is no spoon'));
      await fixture.start('beta', options);
      const event = message(HAPPENED, thing());
      await fixture.publish('alpha', event);
      expect(await patient()).toMatchObject({
        id: event.id,
        kind: 'event',
        type: HAPPENED,
        reason: 'exhausted',
        error_class: 'TypeError',
        message: 'there is no spoon',
        stack: expect.stringContaining('retries.service-spec'),
        attempts: 3,
        errors: Array.from({ length: 3 }, () => ({
          at: expect.any(String),
          error: 'TypeError',
          message: 'there is no spoon',
        })),
        correlation_id: event.attributes.correlationid,
        body: event.body,
      });
      expect(await retry()).toEqual([]);
      const { body } = await eventually(async () => {
        const { telemetry } = await fixture.create('beta');
        return telemetry.metrics.scrape();
      });
      expect(body).toContain('hospital_patients{reason="exhausted",service="beta"} 1');
    });

    it('is not retried after a refusal', async () => {
      const { options, attempts } = failing(
        [5, 5],
        new Refusal('thing.forbidden', 'Ask for something else.'),
      );
      await fixture.start('beta', options);
      await fixture.publish('alpha', message(HAPPENED, thing()));
      expect(await patient()).toMatchObject({ reason: 'refused', error_class: 'Refusal', attempts: 1 });
      expect(attempts).toEqual([1]);
    });

    it('reaches the hospital with an error that PostgreSQL cannot store as it is', async () => {
      const { options } = failing([], new Error('unexpected \0 in the text'));
      await fixture.start('beta', options);
      await fixture.publish('alpha', message(HAPPENED, thing()));
      expect(await patient()).toMatchObject({ message: 'unexpected \ufffd in the text' });
    });

    it('reaches the hospital with the class of its SQLSTATE', async () => {
      const { options } = failing([], Object.assign(new Error('twice'), { name: 'error', code: '23505' }));
      await fixture.start('beta', options);
      await fixture.publish('alpha', message(HAPPENED, thing()));
      expect(await patient()).toMatchObject({
        error_class: 'integrity_constraint_violation',
        errors: [{ error: 'integrity_constraint_violation' }],
      });
    });

    it('reaches the hospital whatever is thrown', async () => {
      const { options } = failing([], 'a string');
      await fixture.start('beta', options);
      await fixture.publish('alpha', message(HAPPENED, thing()));
      expect(await patient()).toMatchObject({ message: 'a string', error_class: 'Error' });
    });

    it('starts a trace of its own at a later attempt, which names the first one, under the same correlation ID', async () => {
      const cause = newCause();
      await fixture.start('beta', {
        hears: {
          [HAPPENED]: (_, { attempt }) => {
            if (attempt === 1) throw new Error('not yet');
          },
        },
      });
      const alpha = await fixture.start('alpha');
      await alpha.say(thing(), cause);
      const spanOf = (name: string, attempt?: number) =>
        eventually(() =>
          fixture.spans
            .getFinishedSpans()
            .find((span) => span.name === name && span.attributes['messaging.attempt'] === attempt),
        );
      const sent = await spanOf(`send ${HAPPENED}`);
      const first = await spanOf(`process ${HAPPENED}`, 1);
      const second = await spanOf(`process ${HAPPENED}`, 2);
      expect(first.parentSpanContext?.spanId).toBe(sent.spanContext().spanId);
      expect(first.status.code).toBe(2);
      expect(first.attributes['error.type']).toBe('Error');
      expect(second.parentSpanContext).toBeUndefined();
      expect(second.spanContext().traceId).not.toBe(sent.spanContext().traceId);
      expect(second.attributes).toMatchObject({
        'link.trace_id': sent.spanContext().traceId,
        'link.span_id': sent.spanContext().spanId,
        'correlation.id': cause.correlationId,
        'messaging.outcome': 'done',
      });
      expect(fixture.logs.find(({ msg }) => msg === 'an attempt failed')).toMatchObject({
        correlation_id: cause.correlationId,
      });
    });

    it('does not wait behind a slow one', async () => {
      const { open, opened } = latch();
      const done: string[] = [];
      await fixture.start('beta', {
        hears: {
          [HAPPENED]: async ({ id, note }, { attempt }) => {
            if (attempt === 1) throw new Error('later');
            if (note === 'slow') await opened;
            done.push(id);
          },
        },
      });
      await fixture.publish('alpha', message(HAPPENED, thing({ note: 'slow' })));
      await fixture.queuesEmpty('beta');
      await fixture.publish('alpha', ...Array.from({ length: 10 }, () => message(HAPPENED, thing())));
      await eventually(() => done.length === 10);
      open();
      await eventually(() => done.length === 11);
    });
  });

  describe('an effect', () => {
    const add = async (options: TestServiceOptions, keys: string[], person?: string) => {
      const beta = await fixture.create('beta', options);
      const [declared] = [{ kind: 'effect' as const, type: TOUCH, schema: beta.happened.schema }];
      const put = () =>
        beta.because(newCause(), () =>
          beta.database.inTransaction(async (tx) => {
            for (const key of keys) await beta.messaging.effects.add(tx, declared, key, thing(), person);
          }),
        );
      return { beta, put };
    };

    it('runs once its transaction has committed, and outside of it', async () => {
      const ran: unknown[][] = [];
      const { beta, put } = await add(
        {
          effects: {
            [TOUCH]: async (_, { key, attempt }) => {
              const { rows } = await sql`select pid from pg_stat_activity
                where datname = current_database() and state like 'idle in transaction%'`.execute(
                fixture.environment.database('beta').query,
              );
              ran.push([key, attempt, rows.length]);
            },
          },
        },
        ['k1'],
      );
      await beta.start();
      await put();
      await eventually(() => ran.length === 1);
      expect(ran).toEqual([['k1', 1, 0]]);
      await eventually(async () => (await retry()).length === 0);
    });

    it('does not run when its transaction is rolled back', async () => {
      const ran: string[] = [];
      const { beta, put } = await add({ effects: { [TOUCH]: (_, { key }) => ran.push(key) } }, ['k1']);
      await beta.start();
      const undone = beta.because(newCause(), () =>
        beta.database.inTransaction(async (tx) => {
          await beta.messaging.effects.add(
            tx,
            { kind: 'effect', type: TOUCH, schema: beta.happened.schema },
            'k0',
            thing(),
          );
          throw new Error('undone');
        }),
      );
      await expect(undone).rejects.toThrow('undone');
      await put();
      await eventually(() => ran.length > 0);
      expect(ran).toEqual(['k1']);
    });

    it('is retried by the same schedule under the same key, then goes to the hospital', async () => {
      const { options, attempts } = failing([5, 5], new Error('no answer'));
      const { beta, put } = await add(options, ['k1']);
      await beta.start();
      await put();
      expect(await patient()).toMatchObject({
        id: 'k1',
        kind: 'effect',
        type: TOUCH,
        reason: 'exhausted',
        attempts: 3,
      });
      expect(attempts).toEqual([1, 2, 3]);
    });

    describe('with a follow-up on admission', () => {
      const GIVEN_UP = 'given-up';
      const heardOf: unknown[] = [];
      afterEach(() => void heardOf.splice(0));

      const options = ({ schedule }: { schedule: number[] }): TestServiceOptions => ({
        schedule,
        onAdmission: { [TOUCH]: GIVEN_UP },
        effects: {
          [TOUCH]: () => {
            throw new Error('no answer');
          },
          [GIVEN_UP]: (data, { key, attempt }) => {
            heardOf.push({ data, key });
            if (attempt < 3) throw new Error('not yet');
          },
        },
      });

      it('tells its service that it went to the hospital, until the service has taken it', async () => {
        const { beta, put } = await add(options({ schedule: [5, 5] }), ['k1'], 'Ann');
        await put();
        await beta.start();
        const { body } = await patient();
        await eventually(async () => heardOf.length === 3 && (await retry()).length === 0);
        const told = { key: 'k1-admitted', data: JSON.parse(String(body)) };
        expect(heardOf).toEqual([told, told, told]);
        expect(await hospital()).toMatchObject([{ id: 'k1', type: TOUCH, datasubject: 'Ann' }]);
      });

      it('tells it again after each replay that fails', async () => {
        const { beta, put } = await add(options({ schedule: [5, 5] }), ['k1']);
        await put();
        await beta.start();
        await eventually(() => heardOf.length === 3);
        const by = { who: 'ops', why: 'the peer is back' };
        await eventually(async () => (await retry()).length === 0);
        expect(await beta.messaging.hospital.replay({ kind: 'effect', id: 'k1' }, by)).toBe('done');
        await eventually(() => heardOf.length === 6);
        expect(await hospital()).toHaveLength(1);
      });

      it('goes to the hospital beside it when its service cannot take it', async () => {
        const { beta, put } = await add(options({ schedule: [] }), ['k1']);
        await put();
        await beta.start();
        await eventually(async () => (await hospital()).length === 2);
        expect((await hospital()).map(({ id, type }) => [id, type])).toEqual([
          ['k1', TOUCH],
          ['k1-admitted', GIVEN_UP],
        ]);
      });

      it('is stored with the admission, or neither is', async () => {
        const { beta, put } = await add(options({ schedule: [] }), ['k1']);
        const { query } = fixture.environment.database('beta');
        await sql`alter table messaging.retry add constraint refused check (type <> ${sql.lit(GIVEN_UP)})`.execute(
          query,
        );
        await put();
        await beta.start();
        const warned = 'the retry table cannot be read or written; trying again';
        await eventually(() => fixture.logs.some(({ msg }) => msg === warned));
        expect(await hospital()).toEqual([]);
        await sql`alter table messaging.retry drop constraint refused`.execute(query);
        await eventually(async () => (await hospital()).length === 2);
        expect(heardOf).toHaveLength(1);
      });
    });

    it('is the same effect under the same key', async () => {
      const ran: string[] = [];
      const { beta, put } = await add({ effects: { [TOUCH]: (_, { key }) => ran.push(key) } }, [
        'k1',
        'k1',
        'k2',
      ]);
      await put();
      await put();
      await beta.start();
      await eventually(() => ran.length === 2);
      await eventually(async () => (await retry()).length === 0);
      expect(ran.toSorted()).toEqual(['k1', 'k2']);
    });

    it('is refused without a cause', async () => {
      const beta = await fixture.start('beta', { effects: { [TOUCH]: () => {} } });
      const add = beta.database.inTransaction((tx) =>
        beta.messaging.effects.add(
          tx,
          { kind: 'effect', type: TOUCH, schema: beta.happened.schema },
          'k',
          thing(),
        ),
      );
      await expect(add).rejects.toThrow(/has no cause/);
    });

    it('is run by one replica, not by each', async () => {
      const ran: string[] = [];
      const options = { effects: { [TOUCH]: (_: unknown, { key }: { key: string }) => ran.push(key) } };
      const keys = Array.from({ length: 40 }, (_, at) => `k${at}`);
      const { beta, put } = await add(options, keys);
      await put();
      await Promise.all([beta.start(), fixture.start('beta', options), fixture.start('beta', options)]);
      await eventually(async () => (await retry()).length === 0);
      expect(ran.toSorted()).toEqual(keys.toSorted());
    });

    it('does not delay others when it is slow', async () => {
      const { open, opened } = latch();
      const done: string[] = [];
      const touch = async (_: unknown, { key }: { key: string }) => {
        if (key === 'k0') await opened;
        done.push(key);
      };
      const keys = Array.from({ length: 12 }, (_, at) => `k${at}`);
      const { beta, put } = await add({ effects: { [TOUCH]: touch } }, keys);
      await beta.start();
      await put();
      await eventually(() => done.length === 11);
      open();
      await eventually(() => done.length === 12);
    });

    it('that kills its process goes to the hospital after three starts, and no other with it', async () => {
      const { put } = await add({ effects: { [TOUCH]: () => {} } }, ['k1', 'k2', 'deadly', 'k3']);
      await put();
      await sql`update messaging.retry set body = convert_to('{"id":"01890000-0000-7000-8000-000000000000","note":"deadly"}', 'utf8')
        where id = 'deadly'`.execute(fixture.environment.database('beta').query);
      for (const concurrent of [4, 1, 1]) {
        const consumer = await fixture.spawnCrashing('beta', concurrent);
        expect(await consumer.died).toEqual({ signal: 'SIGKILL', running: concurrent });
        await update(sql`due = now()`); // as if the lease of the crashed attempt had run out
      }
      const survivor = await fixture.spawnCrashing('beta', 1);
      await eventually(async () => (await retry()).length === 0);
      await survivor.kill();
      expect(await hospital()).toMatchObject([{ id: 'deadly', kind: 'effect', reason: 'crashed' }]);
    });
  });
});
