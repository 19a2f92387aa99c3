import { newId } from '#libs/telemetry';
import { eventually, message, type ServiceUnderTest, TestEnvironment, token } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Glance } from '../src/glance.js';
import { monitor } from '../src/monitor.module.js';

describe('/live', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let other: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    other = await environment.start(monitor); // answers as any service does
    service = await start();
  });
  afterAll(() => environment.close());

  const start = () =>
    environment.start(monitor, {
      SERVICE_URLS: `other=${other.url},away=http://127.0.0.1:9`,
      LIVE_EVERY: '50ms',
      LIVE_READERS: '2',
      HEARTBEAT: '100ms',
    });

  /** A reader, with all that it was told. */
  const read = async (from = service) => {
    const abort = new AbortController();
    const response = await fetch(new URL('/live', from.url), {
      headers: { authorization: `Bearer ${await token('operator', 'olga')}` },
      signal: AbortSignal.any([abort.signal, AbortSignal.timeout(30_000)]),
    });
    const reader = { response, text: '', end: '', close: () => abort.abort() };
    const decoder = new TextDecoder();
    void response.body
      ?.pipeTo(
        new WritableStream({ write: (part) => void (reader.text += decoder.decode(part, { stream: true })) }),
      )
      .then(
        () => (reader.end = 'ended'),
        () => (reader.end = 'closed'),
      );
    return reader;
  };
  const told = ({ text }: { text: string }) =>
    [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json!) as Glance);
  const readersOf = async () =>
    Number(/^monitor_live_readers\{.*\} (\d+)$/m.exec((await service.get('/metrics')).body as string)?.[1]);

  it('ends at once for a HEAD, with the headers of the stream', async () => {
    const head = await service.request('HEAD', '/live', { as: { operator: 'olga' } });
    expect({ status: head.status, type: head.headers.get('content-type'), body: head.body }).toEqual({
      status: 200,
      type: expect.stringContaining('text/event-stream'),
      body: '',
    });
  });

  it('tells the counts at once, and again only when one has changed', async () => {
    const reader = await read();
    expect(reader.response.headers.get('content-type')).toContain('text/event-stream');
    await eventually(() => told(reader).at(-1)?.unasked.length === 1); // the other one may be slow to answer
    expect(told(reader).at(-1)).toEqual({
      services: 2,
      unasked: ['away'],
      running: 0,
      late: 0,
      queued: expect.any(Number),
      retrying: 0,
      failed: 0,
    });
    await eventually(() => reader.text.match(/^:/gm)?.length === 3); // six counts later, nothing was told
    const customerId = newId();
    const event = message('customer.registered.v2', { customerId }, { subject: customerId });
    await environment.publish('customers', event);
    await eventually(() => told(reader).at(-1)?.running === 1);
    await sql`update process set state = 'stuck' where key = ${customerId}`.execute(service.database.query);
    await eventually(() => told(reader).at(-1)?.late === 1);
    const messages = told(reader).map((glance) => JSON.stringify(glance));
    expect(messages.filter((glance, at) => glance === messages[at - 1])).toEqual([]);
    reader.close();
    await eventually(async () => (await readersOf()) === 0);
  });

  it('is closed to all but operators', async () => {
    expect(await service.get('/live')).toMatchObject({ status: 401 });
    expect(await service.get('/live', { as: { person: newId() } })).toMatchObject({ status: 403 });
  });

  it('refuses a reader too many, and takes one when another has gone', async () => {
    const readers = [await read(), await read()];
    await eventually(() => readers.every((reader) => told(reader).length));
    const refused = await service.get('/live', { as: { operator: 'olga' } });
    expect({ status: refused.status, after: refused.headers.get('retry-after') }).toEqual({
      status: 503,
      after: '5',
    });
    readers[0]?.close();
    await eventually(async () => (await readersOf()) === 1);
    const next = await read();
    await eventually(() => told(next).length > 0);
    for (const reader of [readers[1], next]) reader?.close();
    await eventually(async () => (await readersOf()) === 0);
  });

  it('ends when the service stops', async () => {
    const replica = await start();
    const reader = await read(replica);
    await eventually(() => told(reader).length);
    await replica.stop();
    await eventually(() => reader.end === 'ended');
  });
});
