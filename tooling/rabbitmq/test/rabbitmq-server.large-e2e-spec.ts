import { eventually, freePort } from '#tooling/platform';
import { GET_RABBITMQ, hasRabbitmq, RabbitmqServer } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const BUILT = pathToFileURL(join(import.meta.dirname, '../../../dist/tooling/rabbitmq/src/index.js'));

if (!hasRabbitmq)
  console.warn(`SKIPPED: a RabbitMQ of one's own. This machine has no server; ${GET_RABBITMQ}`);

(hasRabbitmq ? describe : describe.skip)("a RabbitMQ of one's own", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rabbitmq-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const call = async (server: RabbitmqServer, method: string, path: string) => {
    const { username, password } = new URL(server.url);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    return (await fetch(`${server.managementUrl}/api/${path}`, { method, headers })).status;
  };

  it('names a port that another program has', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    const attempt = RabbitmqServer.start({ ports: { amqp: port, management: await freePort() } });
    await expect(attempt).rejects.toThrow(
      `RabbitMQ does not start: port ${port} is in use: stop the program`,
    );
    squatter.close();
  });

  it('keeps what it has stored, has one process at a time, and ends with the process that started it', async () => {
    const source = `import { RabbitmqServer } from '${BUILT.href}';
      await RabbitmqServer.start({ folder: process.argv[1] });
      console.log('ready');`;
    const first = spawn(process.execPath, ['--input-type=module', '-e', source, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(first.stdout, 'data');
    await expect(RabbitmqServer.start({ folder })).rejects.toThrow(
      / is in use by process \d+: stop that process first\.$/,
    );
    first.kill('SIGKILL');

    const server = await RabbitmqServer.start({ folder });
    expect(await call(server, 'PUT', 'vhosts/kept')).toBe(201);
    await server.stop();
    expect(await server.ended).toBe('its script does not say how');
    const again = await server.restart();
    expect(again.url).toBe(server.url);
    expect(await call(again, 'GET', 'vhosts/kept')).toBe(200);
    await again.stop();
    await eventually(async () => (await call(again, 'GET', 'vhosts').catch(() => 'gone')) === 'gone');
  });
});
