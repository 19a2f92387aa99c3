import { eventually, message } from '#tooling/testing';
import { describe, expect, it } from '@jest/globals';
import { type MessagingFixture, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';
const WAITS = `${HAPPENED} has no subscription of beta, which must receive it by contract: run npm run migrate -- beta`;

/** The part of the conformance suite that is about who may say, and who hears what. */
export function rightsConformance(fixtureOf: () => MessagingFixture): void {
  const happened = () => message(HAPPENED, thing());
  const admin = () => fixtureOf().engine.admin;
  /** The deployment of alpha, whose build knows these hearers. */
  const declareAlpha = (...hearers: string[]) =>
    admin().declare({ service: 'alpha', says: { [HAPPENED]: hearers }, hears: [] });
  const declareBeta = (...hears: string[]) => admin().declare({ service: 'beta', says: {}, hears });
  const publish = async (sender = 'alpha') => {
    const broker = fixtureOf().engine.connect(sender);
    const { refused, unheard } = await broker.publish([happened()]).finally(() => broker.stop());
    return { refused: Object.fromEntries(refused), unheard: [...unheard] };
  };
  const heardBy = async (name: string) => {
    const heard: string[] = [];
    await fixtureOf().start(name, { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
    return heard;
  };
  const addServices = async (...names: string[]) => {
    for (const name of names) await fixtureOf().databaseUrl(name);
  };

  describe('before the first subscription', () => {
    it('keeps an event until the service that must hear it is declared, however late that is', async () => {
      const fixture = fixtureOf();
      const alpha = await fixture.start('alpha');
      expect(await declareAlpha('beta')).toEqual([{ type: HAPPENED, hearer: 'beta' }]);
      const said = [await alpha.say(), await alpha.say()];
      await eventually(() => fixture.logs.some(({ err }) => (err as Error)?.message === WAITS));
      expect(await fixture.rows('alpha', 'outbox')).toMatchObject([{ sent_at: null }, { sent_at: null }]);
      const { body } = await alpha.telemetry.metrics.scrape();
      expect(body).toMatch(/^outbox_pending\{.*\} 2$/m);
      expect(body).toMatch(/^outbox_oldest_age_seconds\{.*\} 0\.\d+/m);
      expect(fixture.logs.map(({ msg }) => msg)).toContain(
        'events wait in the outbox: the broker refuses them',
      );
      const heard = await heardBy('beta');
      await eventually(() => heard.length === 2);
      expect(heard.toSorted()).toEqual(said.map(({ id }) => id).toSorted());
    });

    it('refuses an event for all its hearers while one of them is missing, and takes the others of its batch', async () => {
      const { engine } = fixtureOf();
      await addServices('alpha', 'gamma');
      const says = { [HAPPENED]: ['beta', 'gamma'], 'alpha.ended.v1': ['gamma'] };
      await admin().declare({ service: 'alpha', says, hears: [] });
      await admin().declare({ service: 'gamma', says: {}, hears: Object.keys(says) });
      const broker = engine.connect('alpha');
      const both = [happened(), message('alpha.ended.v1', thing())];
      const { refused } = await broker.publish(both).finally(() => broker.stop());
      expect(Object.fromEntries(refused)).toEqual({ [HAPPENED]: WAITS });
      expect(await engine.depth('gamma')).toBe(1);
    });

    it('confirms and counts an event that nobody hears by contract', async () => {
      const alpha = await fixtureOf().start('alpha');
      await alpha.say();
      await eventually(async () => (await fixtureOf().rows('alpha', 'outbox'))[0]?.sent_at);
      const { body } = await alpha.telemetry.metrics.scrape();
      expect(body).toMatch(/^messaging_unheard_total\{.*event="alpha\.happened\.v1".*\} 1$/m);
    });

    it('delivers to a hearer that was declared before its sender knew it', async () => {
      await addServices('alpha', 'beta');
      await declareBeta(HAPPENED);
      await declareAlpha();
      expect(await publish()).toEqual({ refused: {}, unheard: [] });
      expect(await fixtureOf().engine.depth('beta')).toBe(1);
    });

    it('waits for no hearer that has unsubscribed, although an older build of its sender expects it', async () => {
      await addServices('alpha', 'beta');
      await declareAlpha('beta');
      await declareBeta(HAPPENED);
      await declareBeta();
      expect(await declareAlpha('beta')).toEqual([]);
      expect(await publish()).toEqual({ refused: {}, unheard: [HAPPENED] });
      await declareBeta(HAPPENED);
      expect(await publish()).toEqual({ refused: {}, unheard: [] });
    });

    it('waits for no hearer that its sender no longer expects', async () => {
      await addServices('alpha');
      await declareAlpha('beta');
      await declareAlpha();
      expect(await publish()).toEqual({ refused: {}, unheard: [HAPPENED] });
    });
  });

  describe('rights', () => {
    it('refuses an event that its sender does not say, and says what to run', async () => {
      await addServices('alpha', 'beta', 'gamma');
      await declareAlpha('beta');
      await declareBeta(HAPPENED);
      await admin().declare({ service: 'gamma', says: {}, hears: [] });
      const reason = `gamma may not publish ${HAPPENED}: declare it in its events.ts, then run npm run migrate -- gamma`;
      expect(await publish('gamma')).toEqual({ refused: { [HAPPENED]: reason }, unheard: [] });
      expect(await fixtureOf().engine.depth('beta')).toBe(0);
    });

    it('lets one service only say events under a noun', async () => {
      await addServices('alpha', 'gamma');
      await declareAlpha();
      await expect(
        admin().declare({ service: 'gamma', says: { 'alpha.stolen.v1': [] }, hears: [] }),
      ).rejects.toThrow(
        'gamma cannot publish events under the noun of alpha.happened.v1, which belongs to alpha: choose another noun, or decommission alpha.',
      );
    });

    it('keeps an event from a service that does not own its noun away from handlers', async () => {
      await addServices('gamma');
      const heard = await heardBy('beta');
      await admin().declare({ service: 'gamma', says: { [HAPPENED]: ['beta'] }, hears: [] });
      await publish('gamma');
      const patient = await eventually(async () => (await fixtureOf().rows('beta', 'hospital'))[0]);
      expect(patient).toMatchObject({
        reason: 'forged',
        message: `/troupe/gamma has sent ${HAPPENED}, which only /troupe/alpha may publish`,
      });
      expect(heard).toEqual([]);
    });

    it('keeps a service unready until it is declared, and says what to run', async () => {
      const heard: string[] = [];
      const beta = await fixtureOf().create('beta', { hears: { [HAPPENED]: ({ id }) => heard.push(id) } });
      await admin().decommission('beta', false);
      await declareBeta();
      await beta.start();
      await expect(beta.messaging.ping()).rejects.toThrow(
        `the broker lacks the right to publish beta.happened.v1, the subscription to ${HAPPENED} of beta: run npm run migrate -- beta`,
      );
      await admin().declare({ service: 'beta', says: { 'beta.happened.v1': [] }, hears: [HAPPENED] });
      await eventually(() => beta.messaging.ping().then(() => true));
      await fixtureOf().publish('alpha', happened());
      await eventually(() => heard.length === 1);
    });
  });

  describe('decommissioning', () => {
    it('refuses to lose what waits, or says how much was deleted', async () => {
      await addServices('alpha', 'beta');
      await declareAlpha('beta');
      await declareBeta(HAPPENED);
      for (let count = 0; count < 2; count++) await publish();
      await expect(admin().decommission('beta', false)).rejects.toThrow(
        'Messages wait in the queue of beta (2): let it handle them and try again, or add --discard to delete them.',
      );
      expect(await publish()).toEqual({ refused: {}, unheard: [] });
      expect(await admin().decommission('beta', true)).toEqual({ deleted: 3, isNew: true });
      expect(await fixtureOf().engine.depth('beta')).toBe(0);
    });

    it('makes a service that still runs unready, and says what to run', async () => {
      const beta = await fixtureOf().start('beta', { hears: { [HAPPENED]: () => {} } });
      await beta.messaging.ping();
      await admin().decommission('beta', false);
      await eventually(async () => {
        const error = await beta.messaging.ping().catch((thrown: Error) => thrown);
        return (
          error?.message ===
          'beta may not connect to the broker: it was decommissioned or never declared, or the broker was emptied; run npm run migrate -- broker, then npm run migrate -- beta'
        );
      });
    });

    it('leaves nobody waiting for the service, and nothing to its credentials', async () => {
      await addServices('alpha', 'beta');
      await declareAlpha('beta');
      await declareBeta(HAPPENED);
      await admin().decommission('beta', false);
      expect(await publish()).toEqual({ refused: {}, unheard: [HAPPENED] });
      await expect(publish('beta')).rejects.toThrow();
      await declareBeta(HAPPENED);
      expect(await publish()).toEqual({ refused: {}, unheard: [] });
    });

    it('frees the senders of a hearer that never came', async () => {
      await addServices('alpha');
      await declareAlpha('beta');
      await admin().decommission('beta', false);
      expect(await publish()).toEqual({ refused: {}, unheard: [HAPPENED] });
    });

    it('says when it was done before', async () => {
      await addServices('alpha', 'beta');
      await declareAlpha('beta');
      await declareBeta(HAPPENED);
      for (const isNew of [true, false])
        expect(await admin().decommission('beta', false)).toEqual({ deleted: 0, isNew });
    });

    it('names a service that it does not know', async () => {
      await expect(admin().decommission('nobody', false)).rejects.toThrow(
        'The broker knows no service nobody: check the name, unless it is decommissioned already.',
      );
    });
  });
}
