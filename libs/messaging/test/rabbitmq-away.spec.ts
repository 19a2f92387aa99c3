import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { whyAway } from '../src/engines/rabbitmq-away.js';
import { RabbitmqManagement } from '../src/engines/rabbitmq-management.js';
import { rabbitmqUrl } from '../src/engines/rabbitmq-url.js';

const failure = (code: string) => Object.assign(new Error('raw'), { code });

/** Asks a management API that answers like this, and resolves to the sentence of the refusal. */
async function refusalOf(
  listener: RequestListener,
  { isUp = true, answerMs = 30_000 } = {},
): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (!isUp) await new Promise((resolve) => server.close(resolve));
  const url = rabbitmqUrl(`amqp://127.0.0.1/troupe?management=${encodeURIComponent(address)}`);
  try {
    return await new RabbitmqManagement(url, answerMs).get('overview').then(
      () => 'an answer',
      ({ message }: Error) => message.replace(address, 'URL'),
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a RabbitMQ that does not answer', () => {
  const START = 'start it, or correct its address in the URL; if it runs, enable its plugin';

  it('is to be started first, when nobody listens', async () => {
    expect(await refusalOf(() => {}, { isUp: false })).toContain(
      `RabbitMQ does not answer at URL (ECONNREFUSED): ${START}`,
    );
  });

  it('is to be started first, when an answer is late', async () => {
    expect(await refusalOf(() => {}, { answerMs: 50 })).toMatch(
      /^RabbitMQ does not answer at URL \(.*timeout\): start it/,
    );
  });

  it('is not the reason when it refuses a login', async () => {
    const refuse: RequestListener = (_, response) =>
      void response.writeHead(401).end('{"reason":"Login failed"}');
    expect(await refusalOf(refuse)).toBe(
      'RabbitMQ refuses GET overview: Login failed; check user and password in the URL',
    );
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'CONN_CLOSE', 'CONNECTION_TIMEOUT'])('is told by %s', (code) => {
    expect(whyAway(failure(code), 'host:1')).toMatchObject({
      name: 'RabbitmqAway',
      message: `RabbitMQ does not answer at host:1 (${code}): start it, or correct its address in the URL`,
    });
  });

  it('is not told by another error', () => {
    const refused = failure('ACCESS_REFUSED');
    expect(whyAway(refused, 'host:1')).toBe(refused);
    expect(whyAway(failure('CERT_HAS_EXPIRED'), 'host:1')).toMatchObject({ name: 'TlsFailure' });
  });
});
