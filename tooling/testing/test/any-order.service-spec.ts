import { discoverServices } from '#libs/service';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnyOrder } from '../src/any-order/any-order.js';
import { Subscribers } from '../src/any-order/subscribers.js';
import { TestEnvironment } from '../src/test-environment.js';

const services = (await discoverServices()).filter(({ events }) => events.heard.length);
/** Random histories of each entity; the nightly run tries more. */
const HISTORIES = Number(process.env.ANY_ORDER_HISTORIES ?? 200);
const SEED = Number(process.env.ANY_ORDER_SEED ?? 1);

describe.each(services)('the subscribers of $name', (service) => {
  let environment: TestEnvironment;
  let subscribers: Subscribers;
  let entities: AnyOrder[];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    subscribers = await Subscribers.open(environment, service);
    entities = await AnyOrder.of(service, subscribers);
  });
  afterAll(async () => {
    await subscribers.close();
    await environment.close();
  });

  it('react to everything that they hear', async () => {
    for (const entity of entities) expect(await entity.idle()).toEqual([]);
  });

  it('end in the same state after every order of up to five events', async () => {
    for (const entity of entities) {const b=performance.now(); const n = await entity.tryAll(); console.log(service.name, n, performance.now()-b); }
  });

  it(`end in the same state after ${HISTORIES} random histories of more events`, async () => {
    for (const entity of entities) {const b=performance.now(); await entity.tryRandom(HISTORIES, SEED); console.log(service.name, performance.now()-b); }
  });
});
