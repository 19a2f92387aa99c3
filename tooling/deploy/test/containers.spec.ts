import { UserError } from '#tooling/platform';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Block } from '../src/compose-block.js';
import { Containers } from '../src/containers.js';
import type { Release } from '../src/release.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'troupe-containers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('migrates under the owners of the database server and of the broker', async () => {
  const program = join(folder, 'engine');
  writeFileSync(program, `#!/bin/sh\necho "$DATABASE_OWNER_URL $BROKER_OWNER_URL" > ${folder}/given\n`, {
    mode: 0o755,
  });
  const environment = {
    DATABASE_OWNER_URL: 'postgres://owner:${POSTGRES_PASSWORD}@postgres/postgres',
    BROKER_OWNER_URL: '${BROKER_OWNER_URL:-}',
  };
  const env = { POSTGRES_PASSWORD: 'pass', BROKER_OWNER_URL: 'amqp://rabbitmq', DESK_DB_PASSWORD: 'word' };
  const blocks = { provision: { environment } as unknown as Block };
  const host = { program, project: 'shop', root: folder, env, blocks, services: [] };
  await new Containers(host).migrate({ service: 'desk', image: 'sha256:1' } as Release);
  const given = readFileSync(join(folder, 'given'), 'utf8');
  expect(given).toBe('postgres://owner:pass@postgres/postgres amqp://rabbitmq\n');
});

it('says that no platform runs here before anything is built', async () => {
  const program = join(folder, 'engine');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  const host = { program, project: 'shop', root: folder, env: {}, blocks: {}, services: [] };
  await expect(new Containers(host).checkPlatform()).rejects.toThrow(
    /^No platform runs here as the project shop .*docs\/containers\.md.*--project/,
  );
});

it('says what an engine says that fails before it reads anything, without what it was given', async () => {
  const program = join(folder, 'engine');
  writeFileSync(program, '#!/bin/sh\necho "no such container" >&2\nexit 3\n', { mode: 0o755 });
  const host = { program, project: 'shop', root: folder, env: {}, blocks: {}, services: [] };
  const instance = { release: 1, name: 'shop-desk-v1', url: '', inside: '', image: '' };
  const failure = new Containers(host).stop(instance);
  await expect(failure).rejects.toThrow(UserError);
  await expect(failure).rejects.toThrow(/^\S+ stop failed: no such container$/);
});
