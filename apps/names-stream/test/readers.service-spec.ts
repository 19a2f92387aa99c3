import { type ServiceUnderTest, eventually, TestEnvironment } from '#tooling/testing';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { namesStream } from '../src/names-stream.module.js';
import {
  ask,
  bodyOf,
  fillTo,
  linesOf,
  metric,
  offsets,
  oneTo,
  openFrom,
  Reading,
  registered,
  take,
  tell,
} from './reading.js';

/** More entries than the operating system buffers for a reader that accepts nothing. */
const MANY = 30_000;
const LET_GO = 'names_stream_readers_let_go_total';
const READERS = 'names_stream_readers';
const HELD = 'names_stream_held_bytes';

describe('readers of names-stream', () => {
  let environment: TestEnvironment;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
  });
  afterEach(() => sockets.forEach((socket) => socket.destroy())); // a stalled reader would delay the stop
  afterAll(() => environment.close());

  const start = (env = {}) => environment.start(namesStream, env);
  /** Opens a reader of a long log that stops accepting data. */
  async function asleep(service: ServiceUnderTest): Promise<{ socket: Socket; last: number }> {
    const last = await fillTo(service, MANY);
    const socket = await ask(service, 'GET /stream?offset=0');
    sockets.push(socket);
    await eventually(async () => (await metric(service, HELD)) || metric(service, LET_GO));
    return { socket, last };
  }

  it('get entries of another replica within a second', async () => {
    const [one, other] = [await start(), await start()];
    const readings = [await Reading.open(one), await Reading.open(other)];
    let told = 0;
    await eventually(async () => {
      await tell(environment, one, ...oneTo(50).map((nth) => registered(`NAME ${nth}`))); // too many for one replica to handle alone
      told += 50;
      const stored = [one, other].map((each) => metric(each, 'names_stream_entries_total'));
      return (await Promise.all(stored)).every(Boolean);
    });
    for (const reading of readings) expect(await reading.first(told, 1_000)).toHaveLength(told);
    expect(readings[0]?.lines).toEqual(readings[1]?.lines);
    await Promise.all([one.stop(), other.stop()]);
  });

  it('are counted, but excluded from latencies', async () => {
    const service = await start();
    const reading = await Reading.open(service);
    reading.close();
    const seen = async (name: string) =>
      new RegExp(`^${name}\\{.*route="/stream".* (\\d+)`, 'm').exec(
        (await service.get('/metrics')).body,
      )?.[1];
    await eventually(async () => /[1-9]/.test((await seen('http_server_requests_total')) ?? ''));
    expect(await seen('http_server_request_duration_seconds_count')).toBe('0');
    await service.stop();
  });

  it('get heartbeats while nothing happens', async () => {
    const service = await start({ HEARTBEAT: '20ms' });
    const lines = await Reading.open(service);
    const events = await Reading.open(service, '/stream', { accept: 'text/event-stream' });
    await eventually(() => /^\n{4,}$/.test(lines.text) && /^id: \S+\n\n(:\n\n){3,}$/.test(events.text));
    await service.stop();
  });

  it('get a proper end of the response when the service stops', async () => {
    const service = await start();
    await fillTo(service, 1);
    const readings = [await Reading.open(service), await Reading.open(service, '/stream?offset=0')];
    const socket = await ask(service, 'GET /stream');
    await eventually(async () => (await metric(service, READERS)) === 3);
    const parts = take(socket);
    await service.stop();
    await eventually(() => Buffer.concat(parts).toString().endsWith('\r\n0\r\n\r\n')); // the last chunk
    await eventually(() => readings.every(({ end }) => end === 'ended'));
  });

  it('do not delay the stop of the service when they accept nothing', async () => {
    const service = await start({ SLOW_READER_TIMEOUT: '1h', SHUTDOWN_TIMEOUT: '1h' });
    await asleep(service);
    await service.stop(); // or the test takes too long
    expect(environment.logs).not.toContainEqual(
      expect.objectContaining({ msg: 'running work did not finish in time' }),
    );
  });

  it('catch up with a long log at their own speed, with little buffered in advance', async () => {
    const service = await start();
    const { socket, last } = await asleep(service);
    expect(await metric(service, HELD)).toBeLessThanOrEqual(64 * 1024);
    const parts = take(socket);
    await eventually(() => Buffer.concat(parts.slice(-2)).includes(`{"offset":${last},`));
    expect(offsets(linesOf(bodyOf(parts)))).toEqual(oneTo(last));
    await service.stop();
  });

  it('are disconnected when they accept nothing, and resume', async () => {
    const service = await start({ SLOW_READER_TIMEOUT: '200ms' });
    const { socket, last } = await asleep(service);
    await eventually(async () => (await metric(service, LET_GO)) === 1);
    expect(await metric(service, READERS)).toBe(0);
    const parts = take(socket);
    await eventually(() => socket.closed);
    const lines = linesOf(bodyOf(parts));
    expect(lines.length).toBeLessThan(last);
    const rest = await Reading.open(service, '/stream', { 'last-event-id': String(lines.length) });
    await eventually(() => rest.text.includes(`{"offset":${last},`));
    expect(offsets([...lines, ...rest.lines])).toEqual(oneTo(last));
    await service.stop();
  });

  it('are not disconnected while no data waits', async () => {
    const service = await start({ SLOW_READER_TIMEOUT: '20ms', HEARTBEAT: '100ms' });
    const reading = await Reading.open(service);
    await eventually(() => reading.text.length > 4);
    expect(await metric(service, LET_GO)).toBe(0);
    await service.stop();
  });

  describe('at once', () => {
    const status = async (service: ServiceUnderTest, address: string, method = 'GET') => {
      const [reader, response] = await openFrom(service, address, method);
      if (response.statusCode === 200 && method === 'GET') readers.push(reader);
      else response.resume();
      return [response.statusCode, response.headers['retry-after']];
    };
    const readers: ClientRequest[] = [];
    afterEach(() => readers.splice(0).forEach((reader) => reader.destroy()));

    it('are no more than the process and one network address may have, and each place is given back', async () => {
      const service = await start({
        READERS: '3',
        READERS_PER_ADDRESS: '2',
        TRUSTED_PROXIES: '127.0.0.0/8',
      });
      const [here, there, elsewhere] = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];
      const together = await Promise.all([1, 2, 3, 4].map(() => status(service, here)));
      expect(together.sort()).toEqual([
        [200, undefined],
        [200, undefined],
        [429, '5'],
        [429, '5'],
      ]);
      expect(await status(service, there)).toEqual([200, undefined]);
      expect(await status(service, elsewhere)).toEqual([503, '5']);
      expect(await metric(service, READERS)).toBe(3);
      readers.shift()?.destroy();
      await eventually(async () => (await metric(service, READERS)) === 2);
      for (let nth = 0; nth < 4; nth++) expect(await status(service, here, 'HEAD')).toEqual([200, undefined]); // which takes a place for a moment
      expect(await status(service, elsewhere)).toEqual([200, undefined]);
      readers.splice(0).forEach((reader) => reader.destroy());
      await service.stop();
    });

    it('give their places back when the log cannot be read', async () => {
      const service = await start({ READERS: '1' });
      await sql`alter table log rename to hidden`.execute(service.database.query);
      for (let nth = 0; nth < 2; nth++) expect(await status(service, '127.0.0.1')).toEqual([500, undefined]);
      await sql`alter table hidden rename to log`.execute(service.database.query);
      expect((await status(service, '127.0.0.1'))[0]).toBe(200);
      readers.splice(0).forEach((reader) => reader.destroy());
      await service.stop();
    });
  });

  it('leave nothing behind when they disconnect while data waits', async () => {
    const service = await start();
    const { socket } = await asleep(service);
    socket.destroy();
    await eventually(async () => (await metric(service, READERS)) === 0);
    expect(await metric(service, HELD)).toBe(0);
    await service.stop();
  });
});
