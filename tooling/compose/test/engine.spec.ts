import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEngine } from '../src/engine.js';

const DAEMON_DOWN = `test "$1" = compose && exit 0
echo 'Cannot connect to the Docker daemon at unix:///run/d.sock. Is the docker daemon running?' >&2
exit 1`;

describe('the engine of containers', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'troupe-engine-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What is found where only these programs are installed. @param programs their scripts by their names */
  const found = (programs: Record<string, string>) => {
    for (const [name, script] of Object.entries(programs))
      writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return findEngine({ PATH: folder });
  };

  it('is the first that answers and reads compose files', () => {
    const podman = { podman: 'exit 0', 'podman-compose': 'exit 0' };
    expect(found(podman)).toEqual({ engine: { program: 'podman', compose: ['podman-compose'] } });
    expect(found({ ...podman, docker: DAEMON_DOWN }).engine?.program).toBe('podman');
    expect(found({ ...podman, docker: 'exit 0' }).engine?.program).toBe('docker');
  });

  it.each([
    ['none is installed', {}, /^install Docker .*, or podman/],
    [
      'its daemon is down',
      { docker: DAEMON_DOWN },
      /^docker is installed but does not answer \(Cannot connect .* running\?\): start its daemon \([^;]*$/,
    ],
    [
      'it says nothing of its failure',
      { docker: 'exit 3' },
      /^docker is installed but does not answer \(it ends with status 3\): /,
    ],
    [
      'it lacks the plugin of compose',
      { docker: `test "$1" = info || { echo "docker: unknown command" >&2; exit 1; }` },
      /^docker answers, but docker compose does not \(docker: unknown command\): install its compose plugin /,
    ],
    [
      'one is down and the other lacks compose',
      { docker: DAEMON_DOWN, podman: 'exit 0' },
      /^docker is installed .*; or podman answers, but podman-compose does not \(it is not installed\): pip install/,
    ],
  ])('is asked for when %s', (_what, programs, reason) => {
    expect(found(programs)).toEqual({ engine: undefined, reason: expect.stringMatching(reason) });
  });
});
