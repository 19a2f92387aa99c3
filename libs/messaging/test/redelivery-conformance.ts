import { eventually, message } from '#tooling/testing';
import { describe, expect, it } from '@jest/globals';
import { type MessagingFixture, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';

/** The part of the conformance suite that is about events that are delivered to one hearer again. */
export function redeliveryConformance(fixtureOf: () => MessagingFixture): void {
  const redeliver = (sender: string, hearer: string, ...messages: ReturnType<typeof message>[]) => {
    const broker = fixtureOf().engine.connect(sender);
    return broker.redeliver(hearer, messages).finally(() => broker.stop());
  };
  const listen = async (name: string) => {
    const ids: string[] = [];
    const hears = { [HAPPENED]: ({ id }: { id: string }) => void ids.push(id) };
    await fixtureOf().start(name, { hears });
    return ids;
  };

  describe('a redelivery', () => {
    it('reaches one hearer, once more, under the name of the sender', async () => {
      const [beta, gamma] = [await listen('beta'), await listen('gamma')];
      const [data, next] = [thing(), thing()];
      const event = message(HAPPENED, data, { source: '/troupe/forged' });
      await fixtureOf().declare('alpha');
      await redeliver('alpha', 'beta', event);
      await eventually(() => beta.length === 1);
      await fixtureOf().publish('alpha', message(HAPPENED, next));
      await fixtureOf().queuesEmpty('beta', 'gamma');
      expect(beta.toSorted()).toEqual([data.id, next.id].toSorted());
      expect(gamma).toEqual([next.id]);
    });

    it('is handled once while the event waits', async () => {
      const fixture = fixtureOf();
      for (const name of ['alpha', 'beta']) await fixture.databaseUrl(name);
      await fixture.declare('beta', [HAPPENED]);
      const [waits, is] = [thing(), thing()];
      const event = message(HAPPENED, waits);
      await fixture.publish('alpha', event);
      await redeliver('alpha', 'beta', event, message(HAPPENED, is));
      const beta = await listen('beta');
      await fixture.queuesEmpty('beta');
      expect(beta.toSorted()).toEqual([waits.id, is.id].toSorted());
    });

    it('has the declared part of the body only', async () => {
      const fixture = fixtureOf();
      for (const name of ['alpha', 'beta']) await fixture.databaseUrl(name);
      await fixture.engine.admin.declare({
        service: 'beta',
        says: {},
        hears: [HAPPENED],
        parts: { [HAPPENED]: ['id'] },
      });
      await fixture.declare('alpha');
      await redeliver('alpha', 'beta', message(HAPPENED, thing({ note: 'a secret' })));
      expect(await fixture.engine.contents('beta')).not.toContain('a secret');
      expect(await fixture.engine.depth('beta')).toBe(1);
    });

    it.each([
      ['an event of another service', 'beta', 'gamma', 'beta may not publish alpha.happened.v1'],
      ['a hearer without a subscription', 'alpha', 'beta', 'beta has no subscription to alpha.happened.v1'],
    ])('is refused for %s', async (_what, sender, hearer, why) => {
      await listen('gamma');
      for (const name of ['alpha', 'beta']) await fixtureOf().databaseUrl(name);
      for (const name of ['alpha', 'beta']) await fixtureOf().declare(name);
      await expect(redeliver(sender, hearer, message(HAPPENED, thing()))).rejects.toThrow(why);
      expect(await fixtureOf().engine.depth(hearer)).toBe(0);
    });
  });
}
