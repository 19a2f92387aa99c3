import { discoverServices } from '#libs/service';
import { eventually } from '#tooling/platform';
import { callsByItself } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Outage, outagesFiles, outagesOf } from '../src/outages.js';
import { ServiceAmongNeighbours } from './fixtures/service-among-neighbours.js';

const FILE = 'docs/outages.md';
const services = await discoverServices();
/** A stateless service has no table. */
const tabled = services.filter(({ isStateless }) => !isStateless);
const described = await Promise.all(
  tabled.map(async (service) => ({ name: service.name, service, outages: await outagesOf(service) })),
);

/** Without these, a service hears of no event. */
const HEARS_NOTHING = ['database', 'broker'];

describe('the tables of outages', () => {
  it('are those that follow from the services', async () => {
    const { texts } = await outagesFiles(services, resolve('.'));
    expect(await readFile(FILE, 'utf8')).toBe(texts[FILE]);
  });
});

describe.each(described)('$name', ({ service, outages }) => {
  let among: ServiceAmongNeighbours;
  beforeAll(async () => (among = await ServiceAmongNeighbours.open(service)));
  afterAll(() => among.close());

  const failing = async () =>
    Object.fromEntries(Object.entries(await among.statuses()).filter(([, status]) => status >= 500));
  const allAnswer = () => eventually(async () => !Object.keys(await failing()).length);
  const isHandled = (ids: Record<string, string>) =>
    Promise.all(Object.values(ids).map((id) => among.service.hasHeard(id)));

  /** Events and effects of the types that wait are tried in vain; all others are handled. */
  const handlesAllBut = async (waits: string[], ids: Record<string, string>) => {
    const others = Object.entries(ids).filter(([type]) => !waits.includes(type));
    await isHandled(Object.fromEntries(others));
    const expected = waits.filter((type) => !(type in service.settings));
    await eventually(async () => {
      expect(await among.waiting()).toEqual(expected.toSorted());
      return among.hasTriedAll();
    });
  };

  beforeAll(allAnswer);

  it('starts without the issuer of tokens, whose keys it has kept', async () => {
    const issuer = outages.find(({ kind }) => kind === 'issuer')!;
    await eventually(() => among.hasKeptKeys());
    await among.cut(issuer);
    try {
      await among.restart();
      const peers = outages.filter(
        ({ kind, neighbour }) => kind === 'peer' && callsByItself(service.name, neighbour),
      );
      const callingRoutes = peers.flatMap(({ fails }) => fails);
      const withoutToken = Object.fromEntries(callingRoutes.map((route) => [route, 503]));
      await eventually(async () => {
        expect(await failing()).toEqual(withoutToken);
        return true;
      });
    } finally {
      await among.restore(issuer);
      await allAnswer();
    }
  });

  it.each(outages)('does without $neighbour what the table says', async (outage: Outage) => {
    const events = await among.prepare();
    let ids: Record<string, string>;
    await among.cut(outage);
    try {
      expect(await failing()).toEqual(Object.fromEntries(outage.fails.map((route) => [route, 503])));
      ids = await among.publish(events);
      if (!HEARS_NOTHING.includes(outage.kind)) await handlesAllBut(outage.waits, ids);
    } finally {
      await among.restore(outage);
    }
    await isHandled(ids);
    await eventually(async () => {
      expect(await among.waiting()).toEqual([]);
      return true;
    });
    expect(await among.service.patients()).toEqual([]);
    await allAnswer();
  });
});
