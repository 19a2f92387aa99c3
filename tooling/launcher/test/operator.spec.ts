import { LAUNCHER } from '#tooling/platform';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Operator } from '../src/operator.js';
import { discoverRegistry, issuerOf } from '../src/registry.js';
import { StatePaths } from '../src/state-paths.js';

describe('who acts on a platform that runs here', () => {
  let issuer: Server;
  let folder: string;
  let clients: string[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'operator-'));
    clients = [];
    issuer = createServer(({ headers }, response) => {
      const [, basic = ''] = String(headers.authorization).split(' ');
      clients.push(atob(basic).split(':', 1)[0] ?? '');
      response.end(JSON.stringify({ access_token: 'a-token' }));
    });
    await new Promise<void>((resolve) => void issuer.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    return new Promise((resolve) => void issuer.close(resolve));
  });

  it.each([
    ['breaks off', /^POST http:\S+ is not answered: other side closed\.$/],
    ['is not there', /^Nothing runs on /],
  ])('is told so when the issuer %s', async (what, sentence) => {
    const registry = await discoverRegistry();
    const { port } = issuer.address() as AddressInfo;
    issuer.removeAllListeners('request').on('request', ({ socket }) => socket.destroy());
    if (what === 'is not there') await new Promise((resolve) => void issuer.close(resolve));
    const paths = new StatePaths(folder, port - issuerOf(registry).port);
    await expect(new Operator(paths, registry).tokenForAll()).rejects.toThrow(sentence);
  });

  it('is told a command that shows the log of a service that is away', async () => {
    const paths = new StatePaths(folder);
    expect(new Operator(paths, await discoverRegistry()).readLogs('c-1')).toBe(
      `npm run logs -- c-1 --data ${folder}`,
    );
    mkdirSync(paths.logs);
    writeFileSync(paths.logOf('loyalty'), 'loyalty cannot start\n');
    const [, command = ''] =
      /^see its log with `(.+)`$/.exec(new Operator(paths, await discoverRegistry()).adviceFor('loyalty')) ??
      [];
    expect(spawnSync(command, { shell: true, encoding: 'utf8' }).stdout).toBe('loyalty cannot start\n');
  });

  it('is the operator, or the launcher for what it does by itself', async () => {
    const registry = await discoverRegistry();
    const { port } = issuer.address() as AddressInfo;
    const paths = new StatePaths(folder, port - issuerOf(registry).port);
    await new Operator(paths, registry).tokenForAll();
    await new Operator(paths, registry, LAUNCHER).tokenForAll();
    expect(clients).toEqual(['operator', 'launcher']);
  });
});
