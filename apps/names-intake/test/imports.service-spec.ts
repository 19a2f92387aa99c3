import { type Actor, Stage } from '#libs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { namesIntake } from '../src/names-intake.module.js';
import { chunk, importChunk, newImport } from './babies.js';

describe('an import', () => {
  let stage: Stage;
  let service: Actor;
  let importId: string;

  beforeAll(async () => {
    stage = await Stage.open();
    service = await stage.start(namesIntake);
  });
  beforeEach(() => {
    importId = newImport();
  });
  afterAll(() => stage.close());

  const said = async () =>
    (await service.said('baby.imported.v1')).filter(({ attributes }) => attributes.subject === importId);
  const take = (different: object) => importChunk(service, chunk(different), importId);
  const rest = { firstLine: 3, names: [{ name: 'eve', count: 1 }], lines: 3 };

  it('continues chunk by chunk, and says each', async () => {
    expect((await take({ lines: 3 })).body).toEqual({ nextLine: 3, lines: 3 });
    expect((await take(rest)).body).toEqual({ nextLine: 4, lines: 3 });
    expect((await said()).map(({ body }) => [body.firstLine, body.names.length])).toEqual([
      [1, 2],
      [3, 1],
    ]);
    expect((await said())[1]?.body.names).toEqual([{ name: 'EVE', count: 1 }]);
  });

  it('counts each chunk once, even when it is sent many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => take({})));
    for (const { status, body } of answers) expect([status, body.nextLine]).toEqual([200, 3]);
    expect(await said()).toHaveLength(1);
  });

  it.each([
    ['skips lines', rest, 1],
    ['has more lines than the file', { lines: 1 }, 1],
  ])('refuses a chunk that %s, and says where to continue', async (_what, different, nextLine) => {
    expect(await take(different)).toMatchObject({
      status: 409,
      body: { type: 'urn:troupe:problem:baby.import-out-of-step', nextLine },
    });
    expect(await said()).toEqual([]);
  });

  it.each([{ person: 'p1' }, { service: 'loyalty' }])('is forbidden to %j', async (as) => {
    expect((await importChunk(service, chunk(), importId, as)).status).toBe(403);
  });

  it('is allowed to an operator', async () => {
    expect((await importChunk(service, chunk(), importId, { operator: 'o1' })).status).toBe(200);
  });
});
