import { Database } from '#libs/database';
import { databaseUrl, provisionPlatform } from '#libs/service';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DIST, EmbeddedPostgres } from '#tooling/testing';
import { things } from './fixtures/things.js';

describe('provisioning every service', () => {
  let folder: string;
  let postgres: EmbeddedPostgres;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'provision-'));
    postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres') });
  });
  afterAll(async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('ends for the others before it fails for one, so that whoever tries again meets nobody', async () => {
    const services = [
      { ...things, name: 'made' },
      { ...things, name: 'refused' },
    ];
    const passwordOf = (name: string) => {
      if (name === 'refused') throw new Error('no password for refused');
      return 'password';
    };
    await expect(provisionPlatform(postgres.url(), services, passwordOf)).rejects.toThrow(/^no password/);
    const role = { name: 'made', password: 'password' };
    const made = new Database(databaseUrl(postgres.url(), 'made', role), { connections: 1 });
    await made.ping().finally(() => made.close());
  });

  it('takes a service away that DECOMMISSION names', async () => {
    await provisionPlatform(postgres.url(), [things], () => 'password');
    const main = join(DIST, 'libs/service/src/provision.main.js');
    const decommission = () => {
      const env = { DATABASE_OWNER_URL: postgres.url(), DECOMMISSION: 'things' };
      return promisify(execFile)(process.execPath, [main], { env });
    };
    expect((await decommission()).stdout).toBe(
      'things consumes nothing any more, and may publish nothing. Its database is kept.\n',
    );
    expect((await decommission()).stdout).toBe('things was decommissioned before.\n');
  });
});
