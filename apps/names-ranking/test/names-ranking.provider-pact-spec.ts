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

  const totals = { male: new Map<string, number>(), female: new Map<string, number>() };
  type Sex = keyof typeof totals;
  let version = 0;

  const topTen = (sex: Sex) =>
    [...totals[sex]]
      .map(([name, count]) => ({ name, count }))
      .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1))
      .slice(0, 10);
  /** Counts as the event says, and returns what the list says then. */
  const count = async (sex: Sex, type: string, data: object, names: { name: string; count: number }[]) => {
    await environment.deliver('names-intake', service, message(type, { sex, ...data }));
    for (const { name, count } of names) totals[sex].set(name, (totals[sex].get(name) ?? 0) + count);
    const lists = { boys: topTen('male'), girls: topTen('female') };
    return facts({ scope: 'all', subject: 'all', ...lists, entityversion: ++version });
  };
  const register = (sex: Sex, name: string) =>
    count(sex, 'baby.registered.v1', { name }, [{ name, count: 1 }]);
  const importNames = (sex: Sex, ...names: { name: string; count: number }[]) =>
    count(sex, 'baby.imported.v1', { names }, names);
  /** More than the list has, the last two with one count. */
  const many = Array.from({ length: 12 }, (_, at) => ({
    name: String.fromCharCode(65 + at),
    count: Math.max(2, 12 - at),
  }));

  /** Neither a name far below the list nor one that ties with its last, and comes after it, changes the list. */
  const importUnseen = async () => {
    const last = topTen('male').at(-1)!.count;
    const names = [
      { name: 'Y', count: 1 },
      { name: 'Z', count: last - (totals.male.get('Z') ?? 0) },
    ];
    for (const { name, count } of names) {
      await environment.deliver(
        'names-intake',
        service,
        message('baby.imported.v1', { sex: 'male', names: [{ name, count }] }),
      );
      totals.male.set(name, (totals.male.get(name) ?? 0) + count);
    }
  };

  const changed = {
    'by the birth of a boy': () => register('male', 'A'),
    'by the birth of a girl': () => register('female', 'A'),
    'by an import of boys': async () => {
      const told = await importNames('male', ...many);
      await importUnseen();
      return told;
    },
    'by an import of girls': () => importNames('female', { name: 'B', count: 1 }, { name: 'A', count: 40 }),
  };

  const states = {
    'the top ten has changed': changed,
    'top10.changed.v1 has been published': changed,
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
