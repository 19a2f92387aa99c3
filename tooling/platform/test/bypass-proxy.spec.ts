import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bypassProxy } from '../src/bypass-proxy.js';
import { DIST } from '../src/paths.js';

describe('with a proxy in the environment', () => {
  it('a command calls what listens on this machine without it', async () => {
    const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const platform = pathToFileURL(join(DIST, 'tooling/platform/src/index.js')).href;
    const script = `
      const { runCommand } = await import('${platform}');
      await runCommand({ name: 'npm run call', about: '' }, async () => console.log(await (await fetch('${url}')).text()));`;
    // Nothing listens on port 9 (discard).
    const env = { ...process.env, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: 'http://127.0.0.1:9' };
    const args = ['--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    server.close();
    expect(stdout).toBe('here\n');
  });

  it.each([
    [{}, '127.0.0.1,localhost'],
    [{ NO_PROXY: 'intranet.example' }, 'intranet.example,127.0.0.1,localhost'],
    [{ NO_PROXY: 'ignored', no_proxy: 'localhost,.example' }, 'localhost,.example,127.0.0.1'],
    [{ no_proxy: '*' }, '*'],
  ])('the exceptions of %j become %s', (env: NodeJS.ProcessEnv, exceptions) => {
    bypassProxy(env);
    expect(env.no_proxy).toBe(exceptions);
  });
});
