import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secrets } from '../src/secrets.js';

describe('the secrets of an embedded run', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'troupe-secrets-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('stay the same', async () => {
    const file = join(folder, 'secrets.json');
    const valuesOf = (secrets: Secrets) => [
      secrets.password('alpha'),
      secrets.clientSecret('alpha'),
      secrets.setting('KEY'),
      secrets.clients(['alpha']),
      secrets.signingKey,
    ];
    const first = await Secrets.open(file);
    const made = valuesOf(first);
    await first.save();
    expect(valuesOf(await Secrets.open(file))).toEqual(made);
  });

  it('of an older launcher are kept, and kinds that it did not have are made', async () => {
    const file = join(folder, 'older.json');
    const key = JSON.parse((await Secrets.open(join(folder, 'none'))).signingKey) as object;
    await writeFile(file, JSON.stringify({ signingKey: key, passwords: { alpha: 'old' }, settings: {} }));
    const secrets = await Secrets.open(file);
    expect(secrets.clientSecret('alpha')).toHaveLength(43);
    await secrets.save();
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      signingKey: key,
      passwords: { alpha: 'old' },
      clients: { alpha: secrets.clientSecret('alpha') },
    });
  });

  it('are not replaced when their file cannot be read', async () => {
    const file = join(folder, 'broken.json');
    await writeFile(file, '{');
    await expect(Secrets.open(file)).rejects.toThrow(
      'cannot be read: restore it, or delete all data with `npm run reset`',
    );
  });
});
