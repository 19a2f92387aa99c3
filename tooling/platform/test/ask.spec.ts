import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ask, NoAnswer } from '../src/ask.js';
import { freePort } from '../src/free-port.js';

/** What asking a server leads to that answers like this. */
async function asking(answer: RequestListener, withinMs?: number): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`;
  try {
    const response = await ask(url, { method: 'POST' }, withinMs);
    return await response.text();
  } catch (error) {
    expect(error).toBeInstanceOf(NoAnswer);
    return (error as Error).message;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a request of a command', () => {
  it('is answered', async () => {
    expect(await asking((_, response) => response.end('well'))).toBe('well');
  });

  it('is named when no answer comes in time', async () => {
    expect(await asking(() => {}, 20)).toMatch(/^POST http:\S+\/a is not answered within 0\.02 s$/);
  });

  it('is named when the answer has no end in time', async () => {
    const begun: RequestListener = (_, response) => void response.write('we');
    expect(await asking(begun, 200)).toMatch(/^POST http:\S+\/a is not answered within 0\.2 s$/);
  });

  it('is named with the reason when it breaks off', async () => {
    const broken: RequestListener = ({ socket }) => socket.destroy();
    expect(await asking(broken)).toMatch(/^POST http:\S+\/a is not answered: other side closed$/);
  });

  it('is named with the reason when nobody listens', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    await expect(ask(url)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      message: expect.stringMatching(/^GET http:\S+ is not answered: connect ECONNREFUSED 127\.0\.0\.1:\d+$/),
    });
  });
});
