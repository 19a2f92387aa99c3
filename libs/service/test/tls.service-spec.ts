import { Database } from '#libs/database';
import { Peers, provisionPlatform } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import {
  Authority,
  type Certificate,
  EmbeddedPostgres,
  type ServiceUnderTest,
  TestEnvironment,
} from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { things } from './fixtures/things.js';
import { serveHttp } from './fixtures/network.js';

let ours: Authority;
let theirs: Authority;
beforeAll(async () => void ([ours, theirs] = [await Authority.open('Ours'), await Authority.open('Theirs')]));

describe('a neighbour behind https', () => {
  const usual = getCACertificates('default');
  const servers: Server[] = [];
  beforeAll(() => setDefaultCACertificates([...usual, ours.cert])); // as NODE_EXTRA_CA_CERTS does for a process
  afterAll(() => setDefaultCACertificates(usual));
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  const call = async (certificate: Certificate) => {
    const server = createServer(certificate, (_request, response) => void response.end('{}'));
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return callAt(`https://localhost:${(server.address() as AddressInfo).port}`);
  };
  const callAt = (url: string) => {
    const options = { tokenFor: async () => 'a.b.c', timeoutMs: 10_000, mostCalls: 64 };
    const peers = new Peers({ beta: url }, {}, options, new Telemetry('alpha', 'error', {}));
    return peers.to('beta').call('GET', '/', { 200: null });
  };

  it('is called when a trusted authority signed its certificate', async () => {
    expect(await call(await ours.vouchFor('localhost'))).toMatchObject({ status: 200 });
  });

  it.each<[string, () => Promise<Certificate>, RegExp]>([
    ['no trusted authority signed its certificate', () => theirs.vouchFor('localhost'), /^beta: UNABLE_TO_/],
    [
      'it shows the certificate of another',
      () => ours.vouchFor('other.example'),
      /^beta: ERR_TLS_CERT_ALTNAME/,
    ],
    ['its certificate has expired', () => ours.vouchFor('localhost', -1), /^beta: CERT_HAS_EXPIRED$/],
  ])('is not called when %s', async (_why, certificate, failure) => {
    await expect(call(await certificate())).rejects.toThrow(failure);
  });

  it('is never called without TLS instead', async () => {
    const plain = await serveHttp((_request, response) => void response.end('{}'));
    await expect(callAt(plain.url.replace('http:', 'https:'))).rejects.toThrow(/^beta: .*SSL/);
    await plain.close();
  });
});

describe('a database and a broker behind TLS', () => {
  let folder: string;
  let postgres: EmbeddedPostgres;
  let environment: TestEnvironment;
  let service: ServiceUnderTest | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tls-'));
    await chmod(folder, 0o755);
    postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres') });
    await provisionPlatform(postgres.url(), [things], () => 'password');
    for (const [name, { cert }] of Object.entries({ ours, theirs }))
      await writeFile(join(folder, name), cert);
    environment = await TestEnvironment.open();
    await environment.addDatabase(things);
  });
  afterEach(() => service?.stop());
  afterAll(async () => {
    await environment.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Lets the server show this, or nothing. */
  const serverShows = async (certificate?: Certificate) => {
    const { uid, gid } = await stat(postgres.dataDir);
    for (const [name, pem] of Object.entries({ crt: certificate?.cert, key: certificate?.key })) {
      const file = join(postgres.dataDir, `server.${name}`);
      await writeFile(file, pem ?? '', { mode: 0o600 });
      await chown(file, uid, gid);
    }
    const owner = new Database(postgres.url(), { connections: 1 });
    await sql`alter system set ssl = ${sql.lit(certificate ? 'on' : 'off')}`.execute(owner.query);
    await sql`select pg_reload_conf()`.execute(owner.query);
    await owner.close();
  };
  const start = async (trusting: string) => {
    const tls = `?sslmode=verify-full&sslrootcert=${join(folder, trusting)}`;
    const at = (database: string) =>
      postgres.url(database, 'things', 'password').replace('127.0.0.1', 'localhost') + tls;
    service = await environment.start(things, { DATABASE_URL: at('things'), BROKER_URL: at('broker') });
    return service;
  };

  it('are connected to over TLS alone', async () => {
    await serverShows(await ours.vouchFor('localhost'));
    const running = await start('ours');
    await running.untilReady();
    const owner = new Database(postgres.url(), { connections: 1 });
    const { rows } = await sql<{ datname: string; ssl: boolean }>`
      select distinct datname, ssl from pg_stat_ssl join pg_stat_activity using (pid)
      where usename = 'things' order by datname`.execute(owner.query);
    await owner.close();
    expect(rows).toEqual([
      { datname: 'broker', ssl: true },
      { datname: 'things', ssl: true },
    ]);
  });

  it.each<[string, () => Promise<Certificate | undefined>, string, RegExp]>([
    [
      'no trusted authority signed their certificate',
      () => ours.vouchFor('localhost'),
      'theirs',
      /unable to|self-signed/,
    ],
    ['they show the certificate of another', () => ours.vouchFor('other.example'), 'ours', /altnames/],
    ['they speak no TLS', async () => undefined, 'ours', /does not support SSL/],
  ])('are not connected to when %s', async (_why, certificate, trusting, reason) => {
    await serverShows(await certificate());
    const running = await start(trusting);
    await running.untilReadiness({
      status: 503,
      reasons: [new RegExp(`^database: .*(${reason.source})`), /^broker: /],
    });
  });
});
