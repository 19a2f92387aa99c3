import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFiles } from '../src/import-files.js';
import { namesIntake } from '../src/names-intake.module.js';

describe('the import of official files', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let folder: string;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(namesIntake);
    folder = await mkdtemp(join(tmpdir(), 'names-import-'));
  });
  afterAll(async () => {
    await environment.close();
    await rm(folder, { recursive: true });
  });

  const file = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const run = async (...paths: string[]) => {
    let shown = '';
    const env = environment.settingsOf(namesIntake);
    const code = await importFiles(paths, env, (text) => (shown += text));
    return { code, shown };
  };
  const rows = async () =>
    (await service.said('baby.imported.v1')).flatMap(({ body }) => body.names as { name: string }[]);

  it('imports every line once and shows the progress; importing the file again has no effect', async () => {
    const before = (await rows()).length;
    const lines = Array.from({ length: 2_345 }, (_, at) => `NAME${'ABCDEFGHIJ'[at % 10]},${at + 1}`);
    const path = await file('boys.csv', lines.join('\r\n'));
    const first = await run(path);
    expect(first.code).toBe(0);
    expect(first.shown).toContain('█  2345 of 2345 names\n');
    expect((await rows()).length - before).toBe(2_345);
    const again = await run(path);
    expect(again.code).toBe(0);
    expect((await rows()).length - before).toBe(2_345);
  });

  it('skips a file with a broken line, names the line, and imports the others', async () => {
    const broken = await file('girls.csv', 'AMELIA,5158\nOLIVIA;4853\n');
    const fine = await file('other-girls.csv', 'ZELDA,3\n');
    const { code, shown } = await run(broken, fine);
    expect(code).toBe(1);
    expect(shown).toContain(`${broken} was skipped:\nLine 2 is not a name`);
    const names = (await rows()).map(({ name }) => name);
    expect(names).not.toContain('AMELIA');
    expect(names).toContain('ZELDA');
  });

  it('skips a missing file, and asks for files when none is named', async () => {
    expect(await run(join(folder, 'boys-of-atlantis.csv'))).toMatchObject({
      code: 1,
      shown: expect.stringContaining(
        'boys-of-atlantis.csv was skipped:\nThere is no such file; check its path.',
      ),
    });
    expect(await run()).toMatchObject({
      code: 2,
      shown: expect.stringMatching(/^FILE is missing: name a file /),
    });
  });
});
