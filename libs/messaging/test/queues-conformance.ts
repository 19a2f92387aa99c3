import { eventually, message } from '#tooling/testing';
import { describe, expect, it } from '@jest/globals';
import { systemRuntime } from '../src/runtime.js';
import { latch } from './latch.js';
import { type MessagingFixture, type TestService, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';

/** The part of the conformance suite that is about what waits in queues, and which part of an event they get. */
export function queuesConformance(fixtureOf: () => MessagingFixture): void {
  const admin = () => fixtureOf().engine.admin;
  const declareBeta = (parts: Record<string, string[]>) =>
    admin().declare({ service: 'beta', says: {}, hears: [HAPPENED], parts });
  /** What the broker delivers to a service. */
  const deliveredTo = async (name: string, ...messages: ReturnType<typeof message>[]) => {
    const broker = fixtureOf().engine.connect(name);
    const delivered: { data: unknown; attributes: Record<string, unknown> }[] = [];
    await broker.consume(10, (delivery) => {
      delivered.push({ data: JSON.parse(String(delivery.body)), attributes: delivery.attributes });
      delivery.ack();
    });
    await fixtureOf().publish('alpha', ...messages);
    await eventually(() => delivered.length === messages.length).finally(() => broker.stop());
    return delivered;
  };
  const heardUpToOf = async ({ messaging: { queues } }: TestService) =>
    queues.heardUpTo(await queues.states());
  const addServices = async (...names: string[]) => {
    for (const name of names) await fixtureOf().databaseUrl(name);
  };

  describe('a queue that gets a part of each event', () => {
    it('gets the declared fields and the envelope, while another queue gets the whole body', async () => {
      await addServices('alpha', 'beta', 'gamma');
      await declareBeta({ [HAPPENED]: ['id', 'absent'] });
      const data = { ...thing(), secret: { street: '1 Record Lane' } };
      const [part] = await deliveredTo('beta', message(HAPPENED, data, { subject: 'the-thing' }));
      expect(part).toMatchObject({ data: { id: data.id }, attributes: { subject: 'the-thing' } });
      expect(Object.keys(part?.data as object)).toEqual(['id']);
      await admin().declare({ service: 'gamma', says: {}, hears: [HAPPENED] });
      const [whole] = await deliveredTo('gamma', message(HAPPENED, data));
      expect(whole?.data).toEqual(data);
    });

    it('gets none of the fields when none is declared', async () => {
      await addServices('alpha', 'beta');
      await declareBeta({ [HAPPENED]: [] });
      expect(await deliveredTo('beta', message(HAPPENED, thing()))).toMatchObject([{ data: {} }]);
    });

    it('gets nothing of a body that is no JSON object, and what was published with it', async () => {
      await addServices('alpha', 'beta');
      await declareBeta({ [HAPPENED]: ['id'] });
      const bodies = ['["id"]', 'null', '{"id": ', '"id"', Buffer.from([0x7b, 0xff]), '['.repeat(100_000)];
      const odd = bodies.map((body) => ({ ...message(HAPPENED, {}), body: Buffer.from(body) }));
      const data = thing();
      const parts = await deliveredTo('beta', ...odd, message(HAPPENED, data));
      expect(parts.map((part) => part.data)).toEqual([...odd.map(() => ({})), { id: data.id }]);
    });

    it('is known to its service, and the latest declaration counts', async () => {
      await addServices('alpha', 'beta');
      await declareBeta({ [HAPPENED]: ['id'] });
      const broker = fixtureOf().engine.connect('beta');
      const parts = [(await broker.topology()).parts];
      await declareBeta({});
      parts.push((await broker.topology()).parts);
      await broker.stop();
      expect(parts).toEqual([{ [HAPPENED]: ['id'] }, {}]);
      expect(await deliveredTo('beta', message(HAPPENED, { id: '1', more: 2 }))).toMatchObject([
        { data: { id: '1', more: 2 } },
      ]);
    });
  });

  describe('the queues', () => {
    it('show how many messages wait, are being handled, and for how long', async () => {
      const fixture = fixtureOf();
      const [running, end] = [latch(), latch()];
      await addServices('gamma');
      await admin().declare({ service: 'gamma', says: {}, hears: [HAPPENED] });
      const beta = await fixture.start('beta', {
        hears: { [HAPPENED]: async () => (running.open(), end.opened) },
      });
      await fixture.publish('alpha', message(HAPPENED, thing()));
      await running.opened;
      await eventually(async () => {
        const { queues } = await beta.messaging.queues.states();
        return (queues.find(({ queue }) => queue === 'gamma')?.oldestAgeSeconds ?? 0) > 0.05;
      });
      const { at, queues } = await beta.messaging.queues.states();
      expect(Math.abs(at.getTime() - systemRuntime.now())).toBeLessThan(60_000);
      const own = queues.filter(({ queue }) => queue === 'beta' || queue === 'gamma');
      expect(own).toMatchObject([
        { queue: 'beta', waiting: 0, leased: 1, oldestAgeSeconds: expect.any(Number) },
        { queue: 'gamma', waiting: 1, leased: 0, oldestAgeSeconds: expect.any(Number) },
      ]);
      end.open();
      await eventually(async () => {
        const { queues } = await beta.messaging.queues.states();
        return queues.find(({ queue }) => queue === 'beta')?.leased === 0;
      });
    });

    it('tell the age of the oldest transaction, where the engine has such a thing', async () => {
      const fixture = fixtureOf();
      const beta = await fixture.start('beta', { hears: { [HAPPENED]: () => {} } });
      await addServices('alpha');
      await fixture.declare('alpha');
      if (!(await beta.messaging.queues.states()).upkeep) return;
      await fixture.engine.whilePublishing('alpha', message(HAPPENED, thing()), async () => {
        await eventually(async () => {
          const { upkeep } = await beta.messaging.queues.states();
          return (upkeep?.oldestTransactionSeconds ?? 0) > 0.3;
        });
      });
    });

    it('tell a service up to when it has heard everything', async () => {
      const fixture = fixtureOf();
      const [running, end] = [latch(), latch()];
      const beta = await fixture.start('beta', {
        hears: { [HAPPENED]: async () => (running.open(), end.opened) },
      });
      const { at } = await beta.messaging.queues.states();
      await fixture.publish('alpha', message(HAPPENED, thing()));
      await running.opened;
      await eventually(async () => {
        const { at: now } = await beta.messaging.queues.states();
        return now.getTime() - at.getTime() > 1_500;
      });
      const before = await heardUpToOf(beta);
      expect(before.getTime() - at.getTime()).toBeLessThan(1_000);
      end.open();
      await eventually(async () => {
        const heard = await heardUpToOf(beta);
        return heard.getTime() - at.getTime() > 500;
      });
    });

    it('tell a service nothing of what a publisher has not committed yet', async () => {
      const fixture = fixtureOf();
      const beta = await fixture.start('beta', { hears: { [HAPPENED]: () => {} } });
      await addServices('alpha');
      await fixture.declare('alpha');
      const { at: before } = await beta.messaging.queues.states();
      await fixture.engine.whilePublishing('alpha', message(HAPPENED, thing()), async () => {
        const { at: after } = await beta.messaging.queues.states();
        await eventually(async () => {
          const { at } = await beta.messaging.queues.states();
          return at.getTime() - after.getTime() > 1_500;
        });
        const heard = await heardUpToOf(beta);
        expect(heard.getTime()).toBeLessThanOrEqual(after.getTime());
        expect(heard.getTime()).toBeGreaterThan(before.getTime() - 2_000);
      });
    });
  });
}
