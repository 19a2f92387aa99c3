import { UserError } from '#tooling/platform';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Containers } from '../src/containers.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'troupe-containers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('says what an engine says that fails before it reads anything, without what it was given', async () => {
  const program = join(folder, 'engine');
  writeFileSync(program, '#!/bin/sh\necho "no such container" >&2\nexit 3\n', { mode: 0o755 });
  const host = { program, project: 'shop', root: folder, env: {}, blocks: {}, services: [] };
  const instance = { release: 1, name: 'shop-desk-v1', url: '', inside: '' };
  const failure = new Containers(host).stop(instance);
  await expect(failure).rejects.toThrow(UserError);
  await expect(failure).rejects.toThrow(/^\S+ stop failed: no such container$/);
});
