import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, eventually, TestEnvironment } from '#tooling/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namesBoard } from '../apps/names-board/src/names-board.module.js';
import { importFiles } from '../apps/names-intake/src/import-files.js';
import { namesIntake } from '../apps/names-intake/src/names-intake.module.js';
import { namesRanking } from '../apps/names-ranking/src/names-ranking.module.js';
import { namesStream } from '../apps/names-stream/src/names-stream.module.js';

/** The register of England and Wales, 2015, by the Office for National Statistics: boys.csv and girls.csv. */
const REGISTER = join(import.meta.dirname, '../../shared/data/ons-baby-names-2015');
const hasRegister = existsSync(REGISTER);
if (!hasRegister)
  console.warn(
    'SKIPPED: the register of 2015. Put boys.csv and girls.csv (NAME,count; from ons.gov.uk) into ' +
      REGISTER,
  );

interface Counted {
  name: string;
  count: number;
}
interface Entry extends Counted {
  sex: string;
}

describe('the register of names', () => {
  let environment: TestEnvironment;
  let folder: string;
  const services: Record<string, ServiceUnderTest> = {};

  beforeEach(async () => {
    environment = await TestEnvironment.open();
    folder = await mkdtemp(join(tmpdir(), 'names-'));
    for (const service of [namesBoard, namesStream, namesRanking, namesIntake])
      services[service.name] = await environment.start(service);
  });
  afterEach(async () => {
    await environment.close();
    await rm(folder, { recursive: true });
  });

  const service = (name: string): ServiceUnderTest => services[name] as ServiceUnderTest;
  const boys = async (): Promise<Counted[]> => (await service('names-board').get('/top10')).body.boys;

  const importAll = async (paths: string[]) => {
    const env = environment.settingsOf(namesIntake);
    expect(await importFiles(paths, env, () => {})).toBe(0);
  };

  /** Registers a name several times, each in a request of its own. */
  const register = async (name: string, times: number) => {
    for (let count = 0; count < times; count++) {
      const baby = { name: name.toLowerCase(), sex: 'male' };
      expect((await service('names-intake').post('/baby', baby)).status).toBe(201);
    }
  };

  /** Reads the stream from its beginning until it has so many entries. */
  async function readStream(entries: number): Promise<Entry[]> {
    const reader = new AbortController();
    const response = await fetch(`${service('names-stream').url}/stream?offset=0`, { signal: reader.signal });
    const lines: Entry[] = [];
    let rest = '';
    for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts.filter(Boolean).map((line) => JSON.parse(line) as Entry));
      if (lines.length >= entries) break;
    }
    reader.abort();
    return lines;
  }

  /** The ten names that follow from the entries of the stream. */
  function top(sex: string, entries: Entry[]): Counted[] {
    const counts = new Map<string, number>();
    for (const entry of entries.filter((entry) => entry.sex === sex))
      counts.set(entry.name, (counts.get(entry.name) ?? 0) + entry.count);
    return [...counts]
      .map(([name, count]) => ({ name, count }))
      .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1))
      .slice(0, 10);
  }

  async function boardAndStreamAgree(entries: number): Promise<void> {
    const log = await readStream(entries);
    expect(log).toHaveLength(entries);
    const expected = { boys: top('male', log), girls: top('female', log) };
    await eventually(async () => {
      expect((await service('names-board').get('/top10')).body).toMatchObject(expected);
      return true;
    });
  }

  const aFile = async (name: string, counts: number[]) => {
    const path = join(folder, name);
    await writeFile(path, counts.map((count, at) => `NAME ${'ABCDEFGHIJKL'[at]},${count}\r\n`).join(''));
    return path;
  };

  it('is imported, five registrations change the order, and top ten and stream agree', async () => {
    const paths = [
      await aFile('boys.csv', [90, 80, 70, 60, 50, 40, 30, 24, 20, 10, 5]),
      await aFile('girls.csv', [9, 8]),
    ];
    await importAll(paths);
    await eventually(async () => (await boys())[8]?.count === 20);
    await register('name i', 5);
    await boardAndStreamAgree(13 + 5);
    expect((await boys()).slice(7, 9)).toEqual([
      { name: 'NAME I', count: 25 },
      { name: 'NAME H', count: 24 },
    ]);
    await importAll(paths); // importing a file again has no effect
    await register('name z', 1);
    await boardAndStreamAgree(13 + 6);
  });

  (hasRegister ? it : it.skip)(
    'of 2015 is imported completely',
    async () => {
      await importAll(['boys.csv', 'girls.csv'].map((file) => join(REGISTER, file)));
      await eventually(async () => (await boys())[0]?.count === 6941);
      await boardAndStreamAgree(6_079 + 7_469);
      const { body } = await service('names-board').get('/top10');
      expect(body.boys.slice(0, 3)).toEqual([
        { name: 'OLIVER', count: 6941 },
        { name: 'JACK', count: 5371 },
        { name: 'HARRY', count: 5308 },
      ]);
      expect(body.girls.slice(0, 3)).toEqual([
        { name: 'AMELIA', count: 5158 },
        { name: 'OLIVIA', count: 4853 },
        { name: 'EMILY', count: 3893 },
      ]);
      await register('Thomas', 9); // nine behind WILLIAM
      await eventually(async () => (await boys())[7]?.name === 'THOMAS');
      await boardAndStreamAgree(6_079 + 7_469 + 9);
    },
    90_000,
  );

  it('is one process by its correlation ID, from the registration to the board and the stream', async () => {
    const correlationId = `register-${newId()}`;
    await service('names-intake').post(
      '/baby',
      { name: 'ada', sex: 'female' },
      { headers: { 'x-correlation-id': correlationId } },
    );
    await eventually(async () => (await service('names-board').get('/top10')).body.girls.length === 1);
    await readStream(1);
    const logging = () =>
      new Set(
        environment.logs
          .filter((line) => line.correlation_id === correlationId)
          .map(({ service }) => service),
      );
    await eventually(() => logging().size === 4);
    expect([...logging()].sort()).toEqual(['names-board', 'names-intake', 'names-ranking', 'names-stream']);
  });
});
