import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { heard } from '#libs/messaging';
import { type Peers, type Service, withHeaders } from '#libs/service';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type EventInteraction, type HttpInteraction, type Pact } from '#tooling/pacts';
import type { ServiceUnderTest, TestEnvironment } from '../src/index.js';
import { ConsumerPact } from '../src/pacts/consumer-pact.js';
import type { InteractionBuilder } from '../src/pacts/interaction-builder.js';
import type { StartedConsumer } from '../src/pacts/pair.js';

const Lamp = z.object({ lampId: z.uuid() });
const LampLit = heard('lamp.lit.v1', Lamp, { from: 'lamps' });
const LampMoved = heard('lamp.moved.v1', Lamp, { from: 'lamps', attributes: ['entityversion'] });
const example = { lampId: '0193a1b2-7c00-7000-8000-000000000001' };
const FILE = 'switch-lamps.json';

/** A consumer pact without a running consumer: every published event counts as handled. */
class PactWithoutConsumer extends ConsumerPact {
  readonly published: unknown[] = [];

  constructor(
    readonly scratch = mkdtempSync(join(tmpdir(), 'scratch-')),
    readonly accepted = mkdtempSync(join(tmpdir(), 'accepted-')),
  ) {
    const service = { name: 'switch', events: { heard: [LampLit, LampMoved] } } as unknown as Service;
    super(service, 'lamps', {}, { scratch, accepted });
  }

  override startConsumer(): Promise<StartedConsumer> {
    const publish = async (...message: unknown[]) => void this.published.push(message);
    return Promise.resolve({
      environment: { publish } as unknown as TestEnvironment,
      service: { hasHeard: async () => {} } as unknown as ServiceUnderTest,
    });
  }

  read(): Pact {
    return JSON.parse(readFileSync(join(this.scratch, FILE), 'utf8')) as Pact;
  }

  write(pact: Pact): void {
    writeFileSync(join(this.scratch, FILE), JSON.stringify(pact));
  }

  accept(): void {
    copyFileSync(join(this.scratch, FILE), join(this.accepted, FILE));
  }
}

const Missing = z.object({ status: z.int() });
const look = (peers: Peers) => peers.to('lamps').call('GET', '/lamps/1', { 200: Lamp, 404: Missing });

describe('a consumer pact', () => {
  let pact: PactWithoutConsumer;
  beforeEach(() => {
    pact = new PactWithoutConsumer();
  });
  afterEach(() => {
    for (const folder of [pact.scratch, pact.accepted]) rmSync(folder, { recursive: true, force: true });
  });

  const lit = () => pact.given('a lamp was lit').expectsToReceive(LampLit, example);
  const moved = (attributes: Parameters<InteractionBuilder['expectsToReceive']>[2]) =>
    pact.given('a lamp was moved').expectsToReceive(LampMoved, example, attributes);
  const request = (id = 1) =>
    pact.given('a lamp is there', { id }).uponReceiving('a look').withRequest('GET', '/lamps/1');
  const writeEvent = () => lit().executeTest(({ hear }) => hear());

  it('is checked while another spec has written half of its own pact', async () => {
    await writeEvent();
    pact.accept();
    writeFileSync(join(pact.scratch, 'candle-lamps.json'), '');
    expect(() => pact.check()).not.toThrow();
  });

  it('publishes the example as the provider does, and writes it into the pact', async () => {
    await writeEvent();
    const [[sender, event]] = pact.published as [[string, { attributes: object; body: Buffer }]];
    expect(sender).toBe('lamps');
    expect(JSON.parse(event.body.toString())).toEqual(example);
    expect(event.attributes).toMatchObject({
      type: 'lamp.lit.v1',
      source: '/troupe/lamps',
      specversion: '1.0',
    });

    const [written] = pact.read().interactions as EventInteraction[];
    expect(written).toMatchObject({
      description: 'a lamp.lit.v1 event',
      providerStates: [{ name: 'a lamp was lit' }],
      contents: { content: example },
      metadata: { ...event.attributes, contentType: 'application/json' },
    });
    expect(Object.keys(written?.matchingRules?.metadata ?? {})).toEqual(
      expect.arrayContaining(['id', 'time', 'causationid']),
    );
  });

  it('pins an optional attribute that the consumer reads', async () => {
    await moved({ entityversion: 2 }).executeTest(({ hear }) => hear());
    const [written] = pact.read().interactions as EventInteraction[];
    expect(written?.comments?.attributes).toEqual(['entityversion']);
    expect(written?.metadata.entityversion).toBe('2');
    expect(written?.matchingRules?.metadata?.entityversion?.matchers).toEqual([
      { match: 'type' },
      { match: 'regex', regex: '^\\d+$' },
    ]);
  });

  it.each<[string, Parameters<typeof moved>[0], string]>([
    ['lacks an attribute that the consumer reads', {}, 'lamp.moved.v1 is read with entityversion: give'],
    [
      'has an attribute that the consumer does not read',
      { entityversion: 2, actor: 'a person' },
      'The example has actor, which the heard() of lamp.moved.v1 does not declare.',
    ],
  ])('fails when the example %s', async (_, attributes, message) => {
    await expect(moved(attributes).executeTest(({ hear }) => hear())).rejects.toThrow(message);
  });

  it('pins a header that the client reads', async () => {
    const Moved = withHeaders({ location: z.string().regex(/^\/lamps\/\d+$/) }, Lamp);
    const move = (peers: Peers) => peers.to('lamps').call('GET', '/lamps/1', { 201: Moved });
    await request()
      .willRespondWith(201, Moved, { headers: { location: '/lamps/7' }, body: example })
      .executeTest(async (peers) =>
        expect(await move(peers)).toEqual({ status: 201, headers: { location: '/lamps/7' }, body: example }),
      );
    const [written] = pact.read().interactions as HttpInteraction[];
    expect(written?.comments?.headers).toEqual(['location']);
    expect(written?.response.headers).toMatchObject({ Location: ['/lamps/7'] });
    expect(written?.response.matchingRules?.header?.Location?.matchers).toContainEqual({
      match: 'regex',
      regex: '^\\/lamps\\/\\d+$',
    });
  });

  it('writes no body of an answer of which the client reads headers alone, not even an empty one', async () => {
    const Later = withHeaders({ 'retry-after': z.string().regex(/^\d+$/) });
    await request()
      .willRespondWith(503, Later, { headers: { 'retry-after': '1' } })
      .executeTest(async (peers) => void (await peers.to('lamps').call('GET', '/lamps/1', { 503: Later })));
    const [written] = pact.read().interactions as HttpInteraction[];
    expect(written?.response.headers).toEqual({ 'Retry-After': ['1'] });
    expect(written?.response.body).toBeUndefined();
  });

  it('runs the client class against a mock server, and pins token and correlation ID', async () => {
    const answers = request().willRespondWith(200, Lamp, example);
    await answers.executeTest(async (peers) =>
      expect(await look(peers)).toMatchObject({ status: 200, body: example }),
    );
    const [written] = pact.read().interactions as HttpInteraction[];
    expect(written?.request.headers).toMatchObject({ Authorization: ['Bearer switch'] });
    expect(Object.keys(written?.request.matchingRules?.header ?? {})).toEqual([
      'Authorization',
      'X-Correlation-ID',
    ]);
  });

  describe('of a body', () => {
    const Move = z.strictObject({ room: z.string().min(2), floor: z.int().optional() });
    const moving = (parts: { sends?: z.ZodType; body?: unknown }) =>
      pact.uponReceiving('a move').withRequest('PUT', '/lamps/1', parts).willRespondWith(204);
    const move = (peers: Peers, schema: z.ZodType) =>
      peers.to('lamps').call('PUT', '/lamps/1', { 204: null }, { body: { room: 'attic' }, schema });

    it('demands the types of its fields, and records the schema by which it is written', async () => {
      await moving({ sends: Move, body: { room: 'attic' } }).executeTest(
        async (peers) => void (await move(peers, Move)),
      );
      const [written] = pact.read().interactions as HttpInteraction[];
      expect(written?.request.matchingRules?.body?.['$.room']?.matchers).toEqual([{ match: 'type' }]);
      expect(written?.comments?.sends).toEqual({
        type: 'object',
        required: ['room'],
        properties: { room: { type: 'string' }, floor: { type: 'integer' } },
      });
    });

    it('fails when the client writes it by another schema', async () => {
      const other = moving({ sends: Move, body: { room: 'attic' } }).executeTest(
        async (peers) => void (await move(peers, z.object({ room: z.string() }))),
      );
      await expect(other).rejects.toThrow('switch writes this body by another schema than withRequest() has');
    });

    it('fails when the example does not fit the schema', async () => {
      const small = moving({ sends: Move, body: { room: 'a' } });
      await expect(small.executeTest(async (peers) => void (await move(peers, Move)))).rejects.toThrow(
        'The example does not fit its schema',
      );
    });
  });

  it('answers a refusal as problem details', async () => {
    const answers = request().willRespondWith(404, Missing, { status: 404 });
    await answers.executeTest(async (peers) => expect(await look(peers)).toMatchObject({ status: 404 }));
    const [written] = pact.read().interactions as HttpInteraction[];
    expect(written?.response.headers).toEqual({ 'Content-Type': ['application/problem+json'] });
  });

  it('records the schema by which the consumer reads', async () => {
    await request()
      .willRespondWith(200, Lamp, example)
      .executeTest(async (peers) => void (await look(peers)));
    await writeEvent();
    for (const { comments } of pact.read().interactions)
      expect(comments).toMatchObject({
        reads: { type: 'object', required: ['lampId'], properties: { lampId: { type: 'string' } } },
      });
  });

  it('fails when the client reads by another schema than the pact records', async () => {
    const narrow = request().willRespondWith(200, z.object({ lampId: z.string() }), example);
    await expect(narrow.executeTest(async (peers) => void (await look(peers)))).rejects.toThrow(
      'switch reads this response by another schema than willRespondWith() has',
    );
  });

  it('fails when the client sends another request', async () => {
    const answers = request().willRespondWith(200, Lamp, example);
    const elsewhere = answers.executeTest(async (peers) => {
      await peers.to('lamps').call('GET', '/candles', { 200: Lamp, 500: null });
    });
    await expect(elsewhere).rejects.toThrow('Test failed for the following reasons');
  });

  it('fails when the test never calls hear()', async () => {
    await expect(lit().executeTest(async () => {})).rejects.toThrow('The test never called hear()');
  });

  it('fails when the example has a field that the consumer does not read', async () => {
    const wide = pact
      .given('a lamp was lit')
      .expectsToReceive(LampLit, { ...example, watts: 7 } as typeof example);
    await expect(wide.executeTest(({ hear }) => hear())).rejects.toThrow(
      'The example has watts, which its schema',
    );
  });

  it('fails when the consumer does not hear this event', async () => {
    const other = pact
      .given('a lamp was lit')
      .expectsToReceive(heard('lamp.lit.v1', Lamp, { from: 'lamps' }), example);
    await expect(other.executeTest(({ hear }) => hear())).rejects.toThrow(
      'switch does not consume this lamp.lit.v1',
    );
  });

  it('passes the check when contracts/pacts has the same pact', async () => {
    await writeEvent();
    pact.accept();
    expect(() => pact.check()).not.toThrow();
  });

  it.each([
    ['no pact is accepted', () => {}, /\+ a lamp\.lit\.v1 event, given a lamp was lit/],
    [
      'a state changes',
      () => pact.write(changed('"a lamp was lit"', '"a lamp burns"')),
      /- a lamp\.lit\.v1 event, given a lamp was/,
    ],
    ['a rule changes', () => pact.write(changed('{8,64}', '{8,32}')), /correlationid.*\{8,64\}.*\{8,32\}/],
  ])('fails the check and says how to accept it when %s', async (what, change, message) => {
    await writeEvent();
    if (!what.startsWith('no pact')) pact.accept();
    change();
    expect(() => pact.check()).toThrow(message);
    expect(() => pact.check()).toThrow('npm run contracts:update -- switch');
  });

  it.each([
    ['in its assertions', () => lit().executeTest(() => Promise.reject(new Error('dark')))],
    [
      'by its example of an event',
      () =>
        pact
          .given('a lamp was lit')
          .expectsToReceive(LampLit, {} as never)
          .executeTest(({ hear }) => hear()),
    ],
    [
      'by its example of an answer',
      () =>
        request()
          .willRespondWith(200, Lamp, {} as never)
          .executeTest(look as never),
    ],
  ])('says nothing of the interaction of a test that fails %s', async (_, fail) => {
    await writeEvent();
    await moved({ entityversion: 2 }).executeTest(({ hear }) => hear());
    pact.accept();
    const failed = new PactWithoutConsumer(mkdtempSync(join(tmpdir(), 'scratch-')), pact.accepted);
    const whole = pact;
    pact = failed;
    try {
      await expect(Promise.resolve().then(fail)).rejects.toThrow();
      expect(() => pact.check()).not.toThrow();
      await moved({ entityversion: 2 }).executeTest(({ hear }) => hear());
      expect(() => pact.check()).not.toThrow();
      pact.write(changed('a lamp was moved', 'a lamp was dropped'));
      expect(() => pact.check()).toThrow('+ a lamp.moved.v1 event, given a lamp was dropped');
    } finally {
      rmSync(whole.scratch, { recursive: true, force: true });
    }
  });

  it('fails the check when it proves less than it says', async () => {
    await writeEvent();
    pact.write(changed('"causationid"', '"cause"'));
    pact.accept();
    expect(() => pact.check()).toThrow('the event does not pin causationid');
  });

  it('fails the check when its specs write nothing', () => {
    expect(() => pact.check()).toThrow('The specs of switch wrote no interaction with lamps.');
  });

  const changed = (from: string, to: string) =>
    JSON.parse(JSON.stringify(pact.read()).replaceAll(from, to)) as Pact;
});
