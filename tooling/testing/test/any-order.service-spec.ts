import { discoverServices, type Service } from '#libs/service';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AnyOrder } from '../src/any-order/any-order.js';
import { Subscribers } from '../src/any-order/subscribers.js';
import { TestEnvironment } from '../src/test-environment.js';
import { narrowColumn } from './fixtures/narrow-column.js';
import { orderSensitive } from './fixtures/order-sensitive.js';

/** Events up to which every order is tried; `.ci/run` and the nightly run try more. */
const EVENTS = Number(process.env.ANY_ORDER_EVENTS ?? 3);
/** Random histories of each entity; `.ci/run` and the nightly run try more. */
const HISTORIES = Number(process.env.ANY_ORDER_HISTORIES ?? 10);
/** A test here may run each of thousands of histories; the nightly run is as long as that. */
const PATIENCE_MS = 300_000 + HISTORIES * 2_000;
const SEED = Number(process.env.ANY_ORDER_SEED ?? 1);

jest.setTimeout(PATIENCE_MS);

const hearers = (await discoverServices()).filter(({ events }) => events.heard.length);

/** Opens the subscribers of a service for the tests around it. */
function subscribersOf(service: Service): { entities: AnyOrder[] } {
  const opened: { entities: AnyOrder[] } = { entities: [] };
  let environment: TestEnvironment;
  let subscribers: Subscribers;
  beforeAll(async () => {
    environment = await TestEnvironment.open();
    subscribers = await Subscribers.open(environment, service);
    opened.entities = await AnyOrder.of(service, subscribers, EVENTS);
  });
  afterAll(async () => {
    await subscribers.close();
    await environment.close();
  });
  return opened;
}

describe.each(hearers)('the subscribers of $name', (service) => {
  const opened = subscribersOf(service);

  it('react to everything that they hear', async () => {
    expect(opened.entities.length).toBeGreaterThan(0);
    for (const entity of opened.entities) expect(await entity.idle()).toEqual([]);
  });

  it('take every number that their schemas admit', async () => {
    for (const entity of opened.entities) expect(await entity.tryEdges()).toEqual([]);
  });

  it('change nothing and publish nothing the second time, where they are declared to be repeatable', async () => {
    for (const entity of opened.entities) expect(await entity.tryRepeats()).toEqual([]);
  });

  it(`end in the same state after every order of up to ${EVENTS} events`, async () => {
    for (const entity of opened.entities) expect(await entity.tryAll()).toBeGreaterThan(0);
  });

  it(`end in the same state after ${HISTORIES} random histories of more events`, async () => {
    for (const entity of opened.entities)
      await expect(entity.tryRandom(HISTORIES, SEED)).resolves.toBeUndefined();
  });
});

describe('a subscriber of a new service whose column is narrower than its schema', () => {
  const opened = subscribersOf(narrowColumn);

  it('is caught, with the event and the number', async () => {
    expect(await opened.entities[0]?.tryEdges()).toEqual([
      'baby.imported.v1 with names.0.count 9007199254740991: value "9007199254740991" is out of range for type integer',
    ]);
  });
});

describe('a subscriber of a new service that does not compare versions', () => {
  const opened = subscribersOf(orderSensitive);

  it('is caught with the smallest history', async () => {
    const changed = (version: number) => `customer.changed.v1 (version ${version})`;
    await expect(opened.entities[0]?.tryAll()).rejects.toThrow(
      `after ${changed(2)}, ${changed(1)}:\n  published last: `,
    );
  });

  it('is caught when its handler is declared to be repeatable', async () => {
    expect(await opened.entities[0]?.tryRepeats()).toEqual(['customer.changed.v1']);
  });

  it('is caught by a random history, which is printed with its seed and shrunk', async () => {
    const caught = opened.entities[0]?.tryRandom(HISTORIES, 7);
    await expect(caught).rejects.toThrow(
      /seed: 7,[^]*Counterexample: \[\{"kinds":1,"size":\d,"deliveries":\[\{"event":\d,"fails":false\}\]\}\]/,
    );
  });
});
