import { facts, type ServiceUnderTest, message, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namesRanking } from '../src/names-ranking.module.js';

describe('names-ranking', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(namesRanking);
  });
  afterAll(() => environment.close());

  const counts = { male: 0, female: 0 };
  let version = 0;

  /** Counts as the event says, and returns what the list says then. */
  const count = async (sex: keyof typeof counts, type: string, data: object, times: number) => {
    await environment.deliver('names-intake', service, message(type, { sex, ...data }));
    counts[sex] += times;
    version++;
    const list = (of: keyof typeof counts) => (counts[of] ? [{ name: 'ALEX', count: counts[of] }] : []);
    return facts({ scope: 'all', boys: list('male'), girls: list('female'), entityversion: version });
  };
  const register = (sex: keyof typeof counts) => count(sex, 'baby.registered.v1', { name: 'ALEX' }, 1);
  const importNames = (sex: keyof typeof counts) =>
    count(sex, 'baby.imported.v1', { names: [{ name: 'ALEX', count: 3 }] }, 3);

  const changed = {
    'by the birth of a boy': () => register('male'),
    'by the birth of a girl': () => register('female'),
    'by an import of boys': () => importNames('male'),
    'by an import of girls': () => importNames('female'),
  };

  const states = {
    'the top ten has changed': changed,
    'top10.changed.v1 has been published': changed,
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
