import { Authority, GET_RABBITMQ, hasRabbitmq, RabbitmqServer } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SAYS_AND_HEARS = fileURLToPath(new URL('./fixtures/says-and-hears.js', import.meta.url));

if (!hasRabbitmq) console.warn(`SKIPPED: RabbitMQ behind TLS. This machine has no server; ${GET_RABBITMQ}`);

(hasRabbitmq ? describe : describe.skip)('RabbitMQ behind TLS', () => {
  let folder: string;
  let server: RabbitmqServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tls-'));
    const [ours, theirs] = [await Authority.open('Ours'), await Authority.open('Theirs')];
    for (const [name, { cert }] of Object.entries({ ours, theirs }))
      await writeFile(join(folder, name), cert);
    server = await RabbitmqServer.start({ tls: await ours.vouchFor('localhost') });
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What a process prints that trusts an authority as a deployment does. */
  const printed = async (ownerUrl: string, trusting: string) => {
    const env = { NODE_EXTRA_CA_CERTS: join(folder, trusting) };
    const { stdout } = await promisify(execFile)(process.execPath, [SAYS_AND_HEARS, ownerUrl], { env });
    return stdout.trim().split('\n');
  };

  it('is provisioned, and carries events, when an authority of NODE_EXTRA_CA_CERTS signed its certificate', async () => {
    expect(await printed(server.tlsUrl, 'ours')).toEqual(['heard over TLS']);
  });

  const withoutTls = () => {
    const url = new URL(server.url);
    url.protocol = 'amqps:';
    url.searchParams.set('management', server.managementUrl.replace('http:', 'https:'));
    return url.href;
  };
  it.each<[string, () => string, string, string]>([
    [
      'no trusted authority signed its certificate',
      () => server.tlsUrl,
      'theirs',
      'shows a certificate that no trusted authority has signed: name the file with the certificate of its authority in NODE_EXTRA_CA_CERTS',
    ],
    [
      'it shows the certificate of another',
      () => server.tlsUrl.replaceAll('localhost', '127.0.0.1'),
      'ours',
      'shows a certificate for another name: use a host name in the URL for which it was issued',
    ],
    [
      'it speaks no TLS',
      withoutTls,
      'ours',
      'does not speak TLS at that port: use its port for TLS in the URL, or enable TLS there',
    ],
  ])(
    'tells its owner and a service why it is not connected to when %s',
    async (_why, url, trusting, reason) => {
      const { host, searchParams } = new URL(url());
      expect(await printed(url(), trusting)).toEqual(
        [searchParams.get('management'), host].map((at) =>
          expect.stringContaining(`RabbitMQ at ${at} ${reason} (`),
        ),
      );
    },
  );
});
