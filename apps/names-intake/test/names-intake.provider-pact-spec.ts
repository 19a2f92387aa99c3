import { accepted, facts, type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namesIntake } from '../src/names-intake.module.js';
import { chunk, importChunk, newImport, registerBaby } from './babies.js';

describe('names-intake', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(namesIntake);
  });
  afterAll(() => environment.close());

  const register = async (baby: object, event: object) => {
    const answer = await registerBaby(service, baby);
    accepted(answer);
    const { registrationId } = answer.body as { registrationId: string };
    return facts({ registrationId, subject: registrationId, ...event });
  };
  const importNames = async (different: object, names: object[]) => {
    const importId = newImport();
    const sent = chunk({ lines: names.length, names, ...different });
    accepted(await importChunk(service, sent, importId));
    accepted(await importChunk(service, sent, importId)); // says nothing
    const others = [{ sex: sent.sex === 'male' ? 'female' : 'male' }, { firstLine: names.length + 1 }];
    for (const other of others)
      expect(await importChunk(service, { ...sent, ...other }, importId)).toMatchObject({ status: 409 });
    return facts({ importId, subject: importId, firstLine: 1, sex: sent.sex, names });
  };

  const registered = {
    'as a girl': () => register({ name: 'Ada', sex: 'female' }, { name: 'ADA', sex: 'female' }),
    'as a boy': () => register({ name: 'Ben', sex: 'male' }, { name: 'BEN', sex: 'male' }),
    'under a name of several words': () =>
      register({ name: 'Anna-Lee Mae', sex: 'female' }, { name: 'ANNA-LEE MAE', sex: 'female' }),
    'under a Greek name': () => register({ name: 'Άννα', sex: 'female' }, { sex: 'female' }),
  };
  const imported = {
    'of boys': () => importNames({ sex: 'male' }, [{ name: 'BEN', count: 3 }]),
    'of girls': () => importNames({ sex: 'female' }, [{ name: 'AVA', count: 1 }]),
    'in many lines': () =>
      importNames(
        {},
        Array.from({ length: 26 }, (_, at) => ({
          name: String.fromCharCode(65 + at),
          count: at < 2 ? 1 : 40_000 * at,
        })),
      ),
  };

  const states = {
    'a baby has been registered': registered,
    'baby.registered.v1 has been published': registered,
    'names have been imported': imported,
    'baby.imported.v1 has been published': imported,
  };

  const untaken = {
    'import-chunk.ts: firstLine === nextLine is never false':
      'a gap in a file is refused as a chunk that is too long is',
    'registrations.ts: !await this.store.insert(tx, registration) is never true':
      'only a process that dies before it stores its answer comes there, and no event',
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states, untaken })).not.toEqual([]);
  });
});
