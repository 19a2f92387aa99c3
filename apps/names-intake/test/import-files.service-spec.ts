import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { importFiles } from '../src/import-files.js';
import { namesIntake } from '../src/names-intake.module.js';
import { readOfficialFile } from '../src/official-file.js';
import { inLetters } from './babies.js';

const FIXTURES = join(import.meta.dirname, 'fixtures/official-files');

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
    const lines = Array.from({ length: 2_345 }, (_, at) => `NAME${inLetters(at)},${at + 1}`);
    const path = await file('boys.csv', lines.join('\r\n'));
    const first = await run(path);
    expect(first.code).toBe(0);
    expect(first.shown).toContain('█  2345 of 2345 names\n');
    expect((await rows()).length - before).toBe(2_345);
    const again = await run(path);
    expect(again.code).toBe(0);
    expect((await rows()).length - before).toBe(2_345);
  });

  it('shows a broken line without commanding the terminal', async () => {
    const path = await file('girls-\u001b[2J.csv', '\u001b]0;owned\u0007\u009b31mEVE\u202e\n');
    const { shown } = await run(path);
    expect(shown).toContain('\\u{1b}]0;owned\\u{7}\\u{9b}31mEVE\\u{202e}\n');
    expect(shown).toContain('girls-\\u{1b}[2J.csv was skipped:\n');
    expect(shown).toMatch(/^(?:\P{Cc}|\n)*$/u);
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

  it('takes nothing of a file whose last line is wrong', async () => {
    const late = join(FIXTURES, 'late-girls.csv');
    const before = (await rows()).length;
    const { code, shown } = await run(late, await file('more-girls.csv', 'YVONNE,3\n'));
    expect(code).toBe(1);
    expect(shown).toContain(`${late} was skipped:\nLine 1201 has a count that must be at most`);
    expect((await rows()).slice(before)).toEqual([{ name: 'YVONNE', count: 3 }]);
  });

  it('goes on after a folder, a missing file, a broken text and one in another encoding', async () => {
    const missing = join(folder, 'boys-of-atlantis.csv');
    const latin = join(folder, 'latin-boys.csv');
    await writeFile(latin, Buffer.from('ZO\u00cb,3\n', 'latin1'));
    const { code, shown } = await run(folder, missing, latin, await file('last-boys.csv', 'XAVER,3\n'));
    expect(code).toBe(1);
    expect(shown).toContain(`${folder} was skipped:\nIt is a folder: name the files in it.\n`);
    expect(shown).toContain(`${missing} was skipped:\nThere is no such file: check its path.\n`);
    expect(shown).toContain(`${latin} was skipped:\nIt is not UTF-8 text: save it as UTF-8.\n`);
    expect((await rows()).map(({ name }) => name)).toContain('XAVER');
  });

  it('goes on after a file that the service refuses, and says where it stopped', async () => {
    const text = 'WIM,3\nJAN,2\n';
    const { importId } = readOfficialFile('dutch-boys.csv', text);
    await sql`insert into import (id, sex, lines) values (${importId}, 'male', 1)`.execute(
      service.database.query,
    );
    const dutch = await file('dutch-boys.csv', text);
    const { code, shown } = await run(dutch, await file('welsh-boys.csv', 'EMRYS,3\n'));
    expect(code).toBe(1);
    expect(shown).toMatch(
      /dutch-boys\.csv was imported up to line 0: the service answered 409 to the chunk from line 1 on: The import began with 1 lines of the sex male: use another id for another file\.\nImport it again: it continues there\.\n/,
    );
    expect((await rows()).map(({ name }) => name)).toContain('EMRYS');
  });

  it('asks for files when none is named', async () => {
    expect(await run()).toMatchObject({
      code: 2,
      shown: expect.stringMatching(/^FILE is missing: name a file /),
    });
  });
});
