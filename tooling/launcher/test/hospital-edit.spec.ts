import { UsageError, UserError } from '#tooling/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HospitalClient } from '../src/hospital-client.js';
import { editPatient } from '../src/hospital-edit.js';
import { editText } from '../src/hospital-text.js';

describe('npm run hospital -- edit', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'edit-'));
    file = join(folder, 'body.json');
    writeFileSync(file, '{"size": 1}');
    writeFileSync(join(folder, 'broken.json'), '{"size": ');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A service that answers like this, and what it was asked. */
  function desk(answer: object | undefined) {
    const asked: unknown[] = [];
    const client = {
      ask: async (...what: unknown[]) => {
        asked.push(what);
        return answer;
      },
    } as unknown as HospitalClient;
    const run = (more: object = {}) =>
      editPatient(client, { id: 'm-1', service: 'desk', why: 'a typo', file, ...more });
    return { asked, run };
  }

  it('sends the whole new body to the service, and names both events', async () => {
    const { asked, run } = desk({ id: 'm-1', replacedBy: 'm-2' });
    const edited = await run();
    expect(asked).toEqual([['desk', 'POST', 'edits', { id: 'm-1', why: 'a typo', body: { size: 1 } }]]);
    expect(edited).toEqual({ service: 'desk', body: { id: 'm-1', replacedBy: 'm-2' } });
    expect(editText([edited])).toBe('desk handles event m-2 in place of m-1, which stays in its hospital.');
  });

  it.each([
    [{ id: undefined }, UsageError, 'ID is missing'],
    [{ service: undefined }, UsageError, '--service is missing'],
    [{ why: undefined }, UsageError, '--why is missing'],
    [{ file: undefined }, UsageError, '--body is missing'],
    [{ file: 'no-such-file.json' }, UserError, 'no-such-file.json cannot be read (ENOENT).'],
  ])('refuses %j, and asks nobody', async (more, error, text) => {
    const { asked, run } = desk({});
    const refusal = run(more);
    await expect(refusal).rejects.toThrow(error);
    await expect(refusal).rejects.toThrow(text);
    expect(asked).toEqual([]);
  });

  it('says that a file is not JSON, and that an event is not there', async () => {
    const { run } = desk(undefined);
    await expect(run({ file: join(folder, 'broken.json') })).rejects.toThrow('is not JSON: fix it.');
    await expect(run()).rejects.toThrow('desk has no event m-1 in its hospital');
  });
});
