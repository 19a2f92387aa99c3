import type { Tx } from '#libs/database';
import type { MessagingStore, Patient } from '#libs/messaging';
import { message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

const TYPE = 'thing.made.v1';
const LEASES = { [TYPE]: 60_000 };
const HOUR_MS = 3_600_000;
const PERSON = 'person-1';

/** A store of one service, empty at the beginning of each test, and what only a test may do to it. */
export interface StoreFixture {
  /** Runs a test; `replica` reaches the same database from another process. */
  run(test: (store: MessagingStore, replica: MessagingStore) => Promise<void>): Promise<void>;
  /** Lets time pass; negative when the clock of the database steps back. */
  pass(ms: number): Promise<void>;
  /** Lets the planner of the database see how large its tables are now. */
  analyze(): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** What every store of messaging must do. The simulated one proves nothing about the core unless it passes, too. */
export function storeSuite(name: string, open: () => Promise<StoreFixture>): void {
  describe(`the store of messaging: ${name}`, () => {
    let fixture: StoreFixture;
    beforeAll(async () => {
      fixture = await open();
    });
    afterEach(() => fixture.clear());
    afterAll(() => fixture.close());

    /** Runs a test of the store; `replica` reaches the same database from another process. */
    const on = (test: Parameters<StoreFixture['run']>[0]) => async () => {
      await fixture.run(test);
      expect.hasAssertions();
    };

    describe('transactions', () => {
      it(
        'react to a commit once, and never to a rollback',
        on(async (store) => {
          const reactions: string[] = [];
          await store.inTransaction(async (tx) => store.afterCommit(tx, () => reactions.push('committed')));
          const undone = store.inTransaction(async (tx) => {
            store.afterCommit(tx, () => reactions.push('rolled back'));
            throw new Error('undone');
          });
          await expect(undone).rejects.toThrow('undone');
          expect(reactions).toEqual(['committed']);
        }),
      );

      it(
        'run again after a deadlock',
        on(async (store, replica) => {
          const [one, two] = [patient(), patient()];
          for (const each of [one, two])
            await store.inTransaction((tx) => store.retries.put(tx, each, HOUR_MS));
          let holding = 0;
          let bothHold!: () => void;
          const held = new Promise<void>((resolve) => (bothHold = resolve));
          const remove = (by: MessagingStore, first: Patient, second: Patient) =>
            by.inTransaction(async (tx) => {
              await by.retries.remove(first, tx);
              await arrived(by, tx);
              if (++holding === 2) bothHold();
              await held;
              await by.retries.remove(second, tx);
              return 'removed';
            });
          const removals = await Promise.all([remove(store, one, two), remove(replica, two, one)]);
          expect(holding).toBeGreaterThanOrEqual(3); // the victim ran again, and may have been the victim twice
          expect(removals).toEqual(['removed', 'removed']);
          expect(await store.retries.nextDue()).toEqual({ due: [], nextMs: null });
        }),
      );

      it(
        'refuse a statement after their end',
        on(async (store) => {
          const tx = await store.inTransaction(async (open) => open);
          await expect(store.inbox.isDone(tx, eventId())).rejects.toThrow();
        }),
      );
    });

    describe('the outbox', () => {
      it(
        'has what was committed, a second later, in its order, until it is sent',
        on(async (store) => {
          const [one, two] = [await said(store), await said(store)];
          await store
            .inTransaction(async (tx) => {
              await store.outbox.add(tx, event(), erased);
              throw new Error('undone');
            })
            .catch(() => {});
          await fixture.pass(-3_000);
          expect(await store.outbox.hasLeftBehind()).toBe(false);
          await fixture.pass(4_500);
          expect(await store.outbox.hasLeftBehind()).toBe(true);
          expect((await store.outbox.leftBehind(9, [], [])).map(({ id }) => id)).toEqual([one, two]);
          expect((await store.outbox.leftBehind(1, [], [])).map(({ id }) => id)).toEqual([one]);
          expect((await store.outbox.leftBehind(9, [], [one])).map(({ id }) => id)).toEqual([two]);
          expect(await store.outbox.leftBehind(9, [TYPE], [])).toEqual([]);
          const { outbox } = await store.unfinished([]);
          expect(outbox.count).toBe(2);
          expect(outbox.oldestSeconds).toBeGreaterThanOrEqual(1.4);
          await store.outbox.markSent([one, two]);
          expect(await store.outbox.hasLeftBehind()).toBe(false);
          expect((await store.unfinished([])).outbox).toEqual({ count: 0, oldestSeconds: 0 });
        }),
      );

      it(
        'leaves out some types, and what was sent of a batch',
        on(async (store) => {
          const [one, two] = [await said(store), await said(store)];
          await fixture.pass(2_000);
          expect(await store.outbox.leftBehind(9, ['another.type.v1', TYPE], [])).toEqual([]);
          await store.outbox.markSent([one, eventId()]);
          expect((await store.outbox.leftBehind(9, ['another.type.v1'], [])).map(({ id }) => id)).toEqual([
            two,
          ]);
          expect((await store.unfinished([])).outbox.count).toBe(1);
        }),
      );

      it(
        'is swept again after a sweep that failed',
        on(async (store, replica) => {
          const failing = async () => {
            throw new Error('no');
          };
          await expect(store.outbox.asOnlyReplica(failing)).rejects.toThrow('no');
          let isSwept = false;
          await replica.outbox.asOnlyReplica(async () => void (isSwept = true));
          expect(isSwept).toBe(true);
        }),
      );

      it(
        'has what a clock that stepped back has dated into the future',
        on(async (store) => {
          await said(store);
          await fixture.pass(-HOUR_MS);
          expect(await store.outbox.hasLeftBehind()).toBe(true);
          expect(await store.outbox.leftBehind(9, [], [])).toHaveLength(1);
          expect((await store.unfinished([])).outbox.oldestSeconds).toBe(0);
        }),
      );

      it(
        'is swept by one replica at a time',
        on(async (store, replica) => {
          const swept: string[] = [];
          await store.outbox.asOnlyReplica(async () => {
            swept.push('one');
            await replica.outbox.asOnlyReplica(async () => void swept.push('the other'));
          });
          await replica.outbox.asOnlyReplica(async () => void swept.push('then the other'));
          expect(swept).toEqual(['one', 'then the other']);
        }),
      );

      it(
        'takes nothing about a person who was erased',
        on(async (store) => {
          const id = await said(store);
          await store.inTransaction((tx) => store.erasures.erase(tx, PERSON));
          await expect(
            store.inTransaction(async (tx) => {
              await store.outbox.add(tx, event({ other: true }), erased);
              await store.outbox.add(tx, event(), erased);
            }),
          ).rejects.toThrow('erased');
          await fixture.pass(2_000);
          expect(await store.outbox.leftBehind(9, [], [])).toEqual([]);
          await store.inTransaction((tx) => store.outbox.add(tx, event({ id, other: true }), erased));
          await fixture.pass(2_000);
          expect(await store.outbox.leftBehind(9, [], [])).toHaveLength(1);
        }),
      );
    });

    describe('the inbox', () => {
      const enter = (store: MessagingStore, id: string, datasubject?: string) =>
        store.inTransaction((tx) => store.inbox.enter(tx, { id, type: TYPE, datasubject }));

      it(
        'lets each event in once, unless it is rolled back',
        on(async (store) => {
          const id = eventId();
          await store
            .inTransaction(async (tx) => {
              expect(await store.inbox.enter(tx, { id, type: TYPE })).toBe('done');
              expect(await store.inbox.isDone(tx, id)).toBe(true);
              throw new Error('undone');
            })
            .catch((error: Error) => expect(error.message).toBe('undone'));
          expect(await store.inTransaction((tx) => store.inbox.isDone(tx, id))).toBe(false);
          expect(await enter(store, id)).toBe('done');
          expect(await enter(store, id)).toBe('duplicate');
        }),
      );

      it(
        'lets a copy wait for the first',
        on(async (store, replica) => {
          const id = eventId();
          const claims = await Promise.all([enter(store, id), enter(replica, id)]);
          expect(claims.toSorted()).toEqual(['done', 'duplicate']);
        }),
      );

      it(
        'lets a copy in when the first is rolled back',
        on(async (store, replica) => {
          const id = eventId();
          let copy: Promise<string> | undefined;
          const undone = store.inTransaction(async (tx) => {
            await store.inbox.enter(tx, { id, type: TYPE });
            copy = enter(replica, id);
            throw new Error('undone');
          });
          await expect(undone).rejects.toThrow('undone');
          expect(await copy).toBe('done');
        }),
      );

      it(
        'lets no copy of a patient in',
        on(async (store) => {
          const { id } = await admitted(store, patient());
          expect(await enter(store, id)).toBe('duplicate');
        }),
      );

      it(
        'knows the type of what was dealt with, and can forget it',
        on(async (store) => {
          const [id, other] = [eventId(), eventId()];
          const typeOf = (one: string) => store.inTransaction((tx) => store.inbox.typeOfDone(tx, one));
          await store.inTransaction((tx) => store.inbox.isDone(tx, other));
          expect([await typeOf(id), await typeOf(other)]).toEqual([undefined, undefined]);
          expect(await enter(store, id)).toBe('done');
          expect(await typeOf(id)).toBe(TYPE);
          await store.inTransaction((tx) => store.inbox.forget(tx, id));
          expect(await typeOf(id)).toBeUndefined();
          expect(await enter(store, id)).toBe('done');
        }),
      );

      it(
        'drops an event about a person who was erased',
        on(async (store) => {
          await store.inTransaction((tx) => store.erasures.erase(tx, PERSON));
          expect(await enter(store, eventId(), PERSON)).toBe('erased');
          expect(await enter(store, eventId(), 'another person')).toBe('done');
        }),
      );

      it(
        'counts starts, and takes them back while a handler holds the event',
        on(async (store, replica) => {
          const id = eventId();
          expect([await store.inbox.countStart(id), await replica.inbox.countStart(id)]).toEqual([2, 3]);
          await store.inTransaction(async (tx) => {
            await store.inbox.enter(tx, { id, type: TYPE });
            await replica.inbox.clearStarts(id);
          });
          expect(await store.inbox.countStart(id)).toBe(2);
          const undone = store.inTransaction(async (tx) => {
            await store.inbox.clearStarts(id, tx);
            throw new Error('undone');
          });
          await expect(undone).rejects.toThrow('undone');
          expect(await store.inbox.countStart(id)).toBe(3);
          await store.inTransaction((tx) => store.inbox.clearStarts(id, tx));
          expect(await store.inbox.countStart(id)).toBe(2);
        }),
      );
    });

    describe('the retry table', () => {
      const put = (store: MessagingStore, one: Patient, delayMs = 0) =>
        store.inTransaction((tx) => store.retries.put(tx, one, delayMs));
      const claim = (store: MessagingStore, lane: 'event' | 'effect' | 'suspect') =>
        store.retries.claim(lane, LEASES);

      it(
        'gives what is due, each once, the longest due first',
        on(async (store, replica) => {
          const [later, one, two] = [patient(), patient(), patient()];
          await put(store, later, HOUR_MS);
          await put(store, one);
          await fixture.pass(10);
          await put(store, two);
          await fixture.pass(10);
          const { due, nextMs } = await store.retries.nextDue();
          expect(due).toEqual(['event']);
          expect(nextMs).toBeGreaterThan(HOUR_MS - 60_000);
          expect(await claim(store, 'event')).toMatchObject({ ...one, starts: 1 });
          expect(await claim(replica, 'event')).toMatchObject({ ...two, starts: 1 });
          expect(await claim(store, 'event')).toBeUndefined();
          expect((await store.retries.nextDue()).due).toEqual([]);
        }),
      );

      it(
        'tells its lanes apart',
        on(async (store) => {
          const effect = patient({ kind: 'effect' });
          await put(store, patient());
          await put(store, effect);
          expect((await store.retries.nextDue()).due).toEqual(['event', 'effect']);
          expect(await claim(store, 'effect')).toMatchObject({ id: effect.id });
          await fixture.pass(61_000);
          expect((await store.retries.nextDue()).due).toEqual(['suspect', 'event']);
          expect(await claim(store, 'effect')).toBeUndefined();
          expect(await claim(store, 'suspect')).toMatchObject({ id: effect.id, starts: 2 });
          expect((await store.unfinished([])).retries).toEqual(
            expect.arrayContaining([
              { kind: 'event', count: 1, oldestSeconds: expect.any(Number) },
              { kind: 'effect', count: 1, oldestSeconds: expect.any(Number) },
            ]),
          );
        }),
      );

      it(
        'tells since when the oldest message waits, and when the next one goes to the hospital',
        on(async (store) => {
          const schedule = [5_000, 30_000, 120_000];
          expect((await store.unfinished(schedule)).toHospitalSeconds).toBeNull();
          const [first, second] = [patient({ attempts: 1 }), patient({ attempts: 3 })];
          await put(store, first, 5_000);
          await fixture.pass(3_000);
          await put(store, second, 400_000);
          const { retries, toHospitalSeconds } = await store.unfinished(schedule);
          expect(retries.find(({ kind }) => kind === 'event')?.oldestSeconds).toBeGreaterThanOrEqual(3);
          expect(retries.find(({ kind }) => kind === 'effect')?.oldestSeconds).toBe(0);
          expect(toHospitalSeconds).toBeGreaterThan(100); // the first one, after two more attempts: 5 + 30 + 120 - 3
          expect(toHospitalSeconds).toBeLessThanOrEqual(152);
        }),
      );

      it(
        'leases a message for as long as its type needs',
        on(async (store) => {
          await put(store, patient());
          await claim(store, 'event');
          await fixture.pass(50_000);
          expect((await store.retries.nextDue()).due).toEqual([]);
          await fixture.pass(11_000);
          expect((await store.retries.nextDue()).due).toEqual(['suspect']);
        }),
      );

      it(
        'leases a message of another type for 45 s',
        on(async (store) => {
          await put(store, patient({ type: 'another.type.v1' }));
          await claim(store, 'event');
          await fixture.pass(44_000);
          expect((await store.retries.nextDue()).due).toEqual([]);
          await fixture.pass(2_000);
          expect((await store.retries.nextDue()).due).toEqual(['suspect']);
        }),
      );

      it(
        'delays what is handed back, if it is told to',
        on(async (store) => {
          await put(store, patient());
          await store.retries.giveBack((await claim(store, 'event'))!, 5_000);
          await fixture.pass(4_000);
          expect((await store.retries.nextDue()).due).toEqual([]);
          await fixture.pass(1_500);
          expect((await store.retries.nextDue()).due).toEqual(['event']);
        }),
      );

      it(
        'has nothing of a transaction that was rolled back',
        on(async (store) => {
          const undone = store.inTransaction(async (tx) => {
            await store.retries.put(tx, patient(), 0);
            throw new Error('undone');
          });
          await expect(undone).rejects.toThrow('undone');
          expect(await store.retries.nextDue()).toEqual({ due: [], nextMs: null });
        }),
      );

      it(
        'gives one claim one message, also when the planner believes that there is only one',
        on(async (store) => {
          const all = Array.from({ length: 10 }, () => patient());
          for (const [at, one] of all.entries()) {
            await put(store, one);
            if (!at) await fixture.analyze();
          }
          const claims = [];
          for (const _one of all) claims.push((await claim(store, 'event'))?.id);
          expect(claims.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
        }),
      );

      it(
        'counts no start of before against a message whose attempt has finished',
        on(async (store) => {
          const one = patient();
          await put(store, one);
          await claim(store, 'event');
          await fixture.pass(61_000);
          const suspect = (await claim(store, 'suspect'))!;
          expect(suspect).toMatchObject({ id: one.id, starts: 2 });
          await store.retries.putOff(suspect, HOUR_MS, 'carrier');
          expect(await store.retries.hastenFor('carrier', 9, 0)).toBe(1);
          expect(await claim(store, 'event')).toMatchObject({ id: one.id, starts: 1, waitsFor: 'carrier' });
          await store.retries.putOff(suspect, HOUR_MS); // belongs to the claim before
          expect(await store.inTransaction((tx) => store.retries.hasten(tx, one, 'waiting'))).toBeUndefined();
        }),
      );

      it(
        'takes a start back, and ends a lease if it is told to',
        on(async (store) => {
          await put(store, patient());
          const claimed = (await claim(store, 'event'))!;
          await store.retries.giveBack(claimed);
          expect((await store.retries.nextDue()).due).toEqual([]);
          await store.retries.giveBack(claimed, 0);
          expect(await claim(store, 'event')).toMatchObject({ id: claimed.id, starts: 1 });
          await store.retries.giveBack(claimed, 0); // belongs to the first claim
          expect((await store.retries.nextDue()).due).toEqual([]);
        }),
      );

      it(
        'keeps a message as it is, unless one more attempt failed',
        on(async (store) => {
          const first = patient({ attempts: 1 });
          await put(store, first);
          await claim(store, 'event');
          await put(store, first);
          expect((await store.retries.nextDue()).due).toEqual([]);
          await put(store, { ...first, attempts: 2 });
          expect(await claim(store, 'event')).toMatchObject({ id: first.id, attempts: 2, starts: 1 });
        }),
      );

      it(
        'removes a message at once, or with a transaction',
        on(async (store) => {
          const [one, two] = [patient(), patient()];
          await put(store, one);
          await put(store, two);
          await store.retries.remove(one);
          await store
            .inTransaction(async (tx) => {
              await store.retries.remove(two, tx);
              throw new Error('undone');
            })
            .catch(() => {});
          expect(await claim(store, 'event')).toMatchObject({ id: two.id });
          await store.inTransaction((tx) => store.retries.remove(two, tx));
          await fixture.pass(61_000);
          expect(await store.retries.nextDue()).toEqual({ due: [], nextMs: null });
        }),
      );

      it(
        'passes by a message that a transaction holds',
        on(async (store, replica) => {
          const held = patient();
          await put(store, held);
          await store.inTransaction(async (tx) => {
            await store.retries.remove(held, tx);
            await arrived(store, tx);
            expect(await claim(replica, 'event')).toBeUndefined();
          });
        }),
      );

      it(
        'hastens a message that waits, and none that is being attempted',
        on(async (store) => {
          const hasten = (one: Patient) =>
            store.inTransaction((tx) => store.retries.hasten(tx, one, 'waiting'));
          const one = patient();
          expect(await hasten(one)).toBeUndefined();
          await put(store, one, HOUR_MS);
          expect(await hasten(one)).toEqual(one);
          expect(await claim(store, 'event')).toMatchObject({ ...one, starts: 1 });
          expect(await hasten(one)).toBeUndefined();
          expect((await store.retries.nextDue()).due).toEqual([]);
        }),
      );

      it(
        'ends the lease of a message that is being attempted, and of none that waits',
        on(async (store) => {
          const end = (one: Patient) => store.inTransaction((tx) => store.retries.hasten(tx, one, 'running'));
          const one = patient();
          await put(store, one);
          expect(await end(one)).toBeUndefined();
          expect(await claim(store, 'event')).toMatchObject({ starts: 1 });
          expect(await end(one)).toEqual(one);
          expect((await store.retries.nextDue()).due).toEqual(['suspect']);
          expect(await claim(store, 'suspect')).toMatchObject({ ...one, starts: 2 });
        }),
      );

      it(
        'ends a delay and a lease that a clock which stepped back has set',
        on(async (store) => {
          await put(store, patient(), 30_000);
          await put(store, patient({ kind: 'effect' }));
          await claim(store, 'effect');
          await fixture.pass(-HOUR_MS);
          await store.retries.nextDue();
          expect((await store.retries.nextDue()).due).toEqual(['suspect', 'event']);
        }),
      );
    });

    describe('what waits for a peer', () => {
      const put = (store: MessagingStore, one: Patient, waitsFor?: string) =>
        store.inTransaction((tx) => store.retries.put(tx, one, HOUR_MS, waitsFor));
      const claimed = async (store: MessagingStore) => (await store.retries.claim('event', LEASES))?.id;

      it(
        'becomes due, one after the other, those with the fewest attempts first',
        on(async (store, replica) => {
          const [late, early, other] = [{ ...patient(), attempts: 2 }, patient(), patient()];
          await put(store, late, 'carrier');
          await put(store, early, 'carrier');
          await put(store, other);
          expect(await replica.retries.hastenFor('smtp', 9, 60_000)).toBe(0);
          expect(await replica.retries.hastenFor('carrier', 9, 60_000)).toBe(2);
          expect([await claimed(store), await claimed(store)]).toEqual([early.id, undefined]);
          await fixture.pass(60_000);
          expect([await claimed(store), await claimed(store)]).toEqual([late.id, undefined]);
        }),
      );

      it(
        'becomes due so many at a time, and none later than it was',
        on(async (store) => {
          for (const one of [patient(), patient()]) await put(store, one, 'carrier');
          expect(await store.retries.hastenFor('carrier', 1, 0)).toBe(1);
          expect(await store.retries.hastenFor('carrier', 9, 9 * HOUR_MS)).toBe(1);
          await claimed(store);
          await claimed(store);
          expect((await store.retries.nextDue()).due).toEqual([]);
          const last = patient();
          await put(store, last, 'carrier');
          await put(store, { ...patient(), attempts: 0 }, 'carrier');
          expect(await store.retries.hastenFor('carrier', 9, 9 * HOUR_MS)).toBe(2);
          await claimed(store);
          await fixture.pass(HOUR_MS);
          expect((await store.retries.nextDue()).due).toContain('event');
        }),
      );

      it(
        'stays with the process that attempts it',
        on(async (store) => {
          const one = patient();
          await store.inTransaction((tx) => store.retries.put(tx, one, 0, 'carrier'));
          const claim = (await store.retries.claim('event', LEASES))!;
          expect(claim.waitsFor).toBe('carrier');
          expect(await store.retries.hastenFor('carrier', 9, 0)).toBe(0);
          await store.retries.putOff(claim, HOUR_MS, 'smtp');
          expect(await store.retries.hastenFor('carrier', 9, 0)).toBe(0);
          await fixture.pass(1_000);
          expect(await store.retries.hastenFor('smtp', 9, 0)).toBe(1);
          const again = (await store.retries.claim('event', LEASES))!;
          expect(again).toMatchObject({ id: one.id, attempts: one.attempts, starts: 1 });
          expect(again.waitedMs).toBeGreaterThanOrEqual(1_000);
        }),
      );
    });

    describe('the hospital', () => {
      const diagnosis = { reason: 'exhausted' as const, name: 'Error', message: 'no', stack: null };
      const count = async (store: MessagingStore, reason: string) =>
        (await store.unfinished([])).patients.find((one) => one.reason === reason)?.count;

      it(
        'has one place for each message, and counts them by reason',
        on(async (store) => {
          const one = patient();
          for (const tx of [1, 2])
            await store.inTransaction((open: Tx) =>
              store.hospital.admit(open, { ...one, attempts: tx }, diagnosis),
            );
          await store.inTransaction((tx) =>
            store.hospital.admit(tx, patient(), { ...diagnosis, reason: 'refused' }),
          );
          expect([
            await count(store, 'exhausted'),
            await count(store, 'refused'),
            await count(store, 'crashed'),
          ]).toEqual([1, 1, 0]);
        }),
      );

      it(
        'does not count what is about erased people, because nobody can help them',
        on(async (store) => {
          const attributes = { type: TYPE, datasubject: PERSON };
          await store.inTransaction((tx) => store.hospital.admit(tx, patient({ attributes }), diagnosis));
          expect(await count(store, 'exhausted')).toBe(1);
          await store.inTransaction((tx) => store.erasures.erase(tx, PERSON));
          expect(await count(store, 'exhausted')).toBe(0);
        }),
      );

      it(
        'keeps nothing of a later copy once the person of the first was erased',
        on(async (store) => {
          const attributes = { type: TYPE, datasubject: PERSON };
          const first = patient({ attributes });
          await store.inTransaction((tx) => store.hospital.admit(tx, first, diagnosis));
          await store.inTransaction((tx) => store.erasures.erase(tx, PERSON));
          const copy = { ...first, attributes: { type: TYPE } };
          await store.inTransaction((tx) =>
            store.hospital.admit(tx, copy, { ...diagnosis, reason: 'malformed' }),
          );
          expect([await count(store, 'exhausted'), await count(store, 'malformed')]).toEqual([0, 0]);
        }),
      );

      it(
        'gives a patient up once, with its history, unless that is rolled back',
        on(async (store, replica) => {
          const errors = [{ at: '2030-01-01T00:00:00.000Z', error: 'Error', message: 'no' }];
          const one = await admitted(store, patient({ attempts: 1, errors }));
          await store
            .inTransaction(async (tx) => {
              expect(await store.hospital.find(tx, one)).toEqual(one);
              expect(await store.hospital.discharge(tx, one)).toBe(true);
              throw new Error('undone');
            })
            .catch((error: Error) => expect(error.message).toBe('undone'));
          const discharge = (by: MessagingStore) => by.inTransaction((tx) => by.hospital.discharge(tx, one));
          const both = await Promise.all([discharge(store), discharge(replica)]);
          expect(both.toSorted()).toEqual([false, true]);
          expect(await store.inTransaction((tx) => store.hospital.find(tx, one))).toBeUndefined();
          expect(await count(store, 'exhausted')).toBe(0);
        }),
      );

      it(
        'replaces a patient once, keeps it, and counts it no more',
        on(async (store, replica) => {
          const one = await admitted(store, patient());
          const replace = (by: MessagingStore, id: string) =>
            by.inTransaction((tx) => by.hospital.replace(tx, one, id));
          const both = await Promise.all([replace(store, 'new-1'), replace(replica, 'new-2')]);
          expect(both.toSorted()).toEqual([false, true]);
          expect(await count(store, 'exhausted')).toBe(0);
          await store.inTransaction(async (tx) => {
            expect(await store.hospital.discharge(tx, one, 'open')).toBe(false);
            expect(await store.hospital.find(tx, one)).toEqual(one);
            expect(await store.hospital.discharge(tx, one)).toBe(true);
          });
        }),
      );

      it(
        'either replaces a patient or discharges it when both come at once',
        on(async (store, replica) => {
          const one = await admitted(store, patient());
          const both = await Promise.all([
            store.inTransaction((tx) => store.hospital.replace(tx, one, 'new-1')),
            replica.inTransaction((tx) => replica.hospital.discharge(tx, one, 'open')),
          ]);
          expect(both.toSorted()).toEqual([false, true]);
        }),
      );

      it(
        'admits nothing that is rolled back, and what has a NUL in it',
        on(async (store) => {
          await store
            .inTransaction(async (tx) => {
              await store.hospital.admit(tx, patient(), diagnosis);
              throw new Error('undone');
            })
            .catch(() => {});
          const odd = patient({ attributes: { type: TYPE, actor: 'a\0b', subject: '\ud800' } });
          await store.inTransaction((tx) => store.hospital.admit(tx, odd, diagnosis));
          expect(await count(store, 'exhausted')).toBe(1);
        }),
      );
    });

    describe('an erasure', () => {
      it(
        'removes the retries of the person, and is known then',
        on(async (store) => {
          const attributes = { type: TYPE, datasubject: PERSON };
          await store.inTransaction((tx) => store.retries.put(tx, patient({ attributes }), 0));
          await store.inTransaction(async (tx) => {
            expect(await store.erasures.isForgotten(tx, PERSON)).toBe(false);
          });
          await store.inTransaction((tx) => store.erasures.erase(tx, PERSON));
          expect(await store.inTransaction((tx) => store.erasures.isForgotten(tx, PERSON))).toBe(true);
          expect((await store.retries.nextDue()).due).toEqual([]);
        }),
      );

      it(
        'is held by what is unfinished, of the declared types and about the person, until its deadline',
        on(async (store) => {
          const heldFor = (person: string, holds: Record<string, number>) =>
            store.inTransaction((tx) => store.erasures.heldForMs(tx, person, holds));
          const attributes = { type: TYPE, datasubject: PERSON };
          const waiting = patient({ attributes });
          const finish: (() => Promise<unknown>)[] = [];
          expect(await heldFor(PERSON, { [TYPE]: HOUR_MS })).toBeUndefined();

          const id = await said(store);
          finish.push(() => store.outbox.markSent([id]));
          await store.inTransaction((tx) => store.retries.put(tx, waiting, HOUR_MS));
          finish.push(() => store.retries.remove(waiting));
          for (const end of finish) {
            const ms = (await heldFor(PERSON, { [TYPE]: HOUR_MS })) ?? 0;
            expect(ms).toBeGreaterThan(HOUR_MS / 2);
            expect(ms).toBeLessThanOrEqual(HOUR_MS);
            expect(await heldFor(PERSON, { 'another.type.v1': HOUR_MS })).toBeUndefined();
            expect(await heldFor('another person', { [TYPE]: HOUR_MS })).toBeUndefined();
            await end();
          }
          expect(await heldFor(PERSON, { [TYPE]: HOUR_MS })).toBeUndefined();

          await admitted(store, patient({ attributes }));
          expect(await heldFor(PERSON, { [TYPE]: HOUR_MS })).toBeGreaterThan(0);
          await fixture.pass(2 * HOUR_MS);
          expect(await heldFor(PERSON, { [TYPE]: HOUR_MS })).toBeLessThan(0);
          await store.inTransaction((tx) => store.erasures.erase(tx, PERSON));
          expect(await heldFor(PERSON, { [TYPE]: HOUR_MS })).toBeUndefined();
        }),
      );

      it(
        'is known in its own transaction at once',
        on(async (store) => {
          await store.inTransaction(async (tx) => {
            await store.erasures.erase(tx, PERSON);
            expect(await store.erasures.isForgotten(tx, PERSON)).toBe(true);
            expect(await store.inbox.enter(tx, { id: eventId(), type: TYPE, datasubject: PERSON })).toBe(
              'erased',
            );
          });
          await expect(
            store.inTransaction(async (tx) => {
              await store.erasures.erase(tx, 'another person');
              await store.outbox.add(tx, event({ person: 'another person' }), erased);
            }),
          ).rejects.toThrow('erased');
        }),
      );

      it(
        'waits for a transaction that writes about the person',
        on(async (store, replica) => {
          const steps: string[] = [];
          let erasure: Promise<void> | undefined;
          await store.inTransaction(async (tx) => {
            await store.outbox.add(tx, event(), erased);
            await arrived(store, tx);
            erasure = replica
              .inTransaction((other) => replica.erasures.erase(other, PERSON))
              .then(() => void steps.push('erased'));
            await replica.unfinished([]);
            steps.push('written');
          });
          await erasure;
          expect(steps).toEqual(['written', 'erased']);
          await fixture.pass(2_000);
          expect(await store.outbox.leftBehind(9, [], [])).toEqual([]);
        }),
      );
    });
  });
}

/** Resolves when everything that `tx` has asked for before was done: a statement may travel with the next one. */
const arrived = (store: MessagingStore, tx: Tx) => store.inbox.isDone(tx, eventId());

const eventId = (): string => String(message(TYPE, {}).id);

const erased = (): Error => new Error('erased');

function event({
  id,
  person = PERSON,
  other = false,
}: { id?: string; person?: string; other?: boolean } = {}) {
  const { attributes } = message(TYPE, {});
  const datasubject = other ? undefined : person;
  const envelope = { ...attributes, ...(id && !other && { id }), datasubject };
  return { envelope: envelope as never, body: { thingId: '1' } };
}

async function said(store: MessagingStore): Promise<string> {
  const one = event();
  await store.inTransaction((tx) => store.outbox.add(tx, one, erased));
  return (one.envelope as { id: string }).id;
}

async function admitted(store: MessagingStore, one: Patient): Promise<Patient> {
  const diagnosis = { reason: 'exhausted' as const, name: 'Error', message: 'no', stack: null };
  await store.inTransaction((tx) => store.hospital.admit(tx, one, diagnosis));
  return one;
}

const patient = (changes: Partial<Patient> = {}): Patient => ({
  id: eventId(),
  kind: 'event',
  type: TYPE,
  attributes: { type: TYPE },
  body: Buffer.from('{}'),
  attempts: 0,
  errors: [],
  ...changes,
});
