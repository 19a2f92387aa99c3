import { discoverServices } from '#libs/service';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnyOrder } from '../src/any-order/any-order.js';
import { Subscribers } from '../src/any-order/subscribers.js';
import { kindsHeardBy } from '../src/any-order/timeline.js';
import { TestEnvironment } from '../src/test-environment.js';

const services = (await discoverServices()).filter(({ events }) => events.heard.length);
const HISTORIES = Number(process.env.ANY_ORDER_HISTORIES ?? 200);

describe.each(services)('whatever the order, $name', (service) => {
  let environment: TestEnvironment;
  let subscribers: Subscribers;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    subscribers = await Subscribers.open(environment, service);
  });
  afterAll(async () => {
    await subscribers.close();
    await environment.close();
  });

  it('ends in the same state', async () => {
    for (const [noun, kinds] of await kindsHeardBy(service)) {
      const began = performance.now();
      const order = new AnyOrder(subscribers, kinds);
      const visited = await order.tryAll();
      console.log(service.name, noun, visited, performance.now() - began, await order.doesSomething());
      await order.tryRandom(HISTORIES, 1);
      console.log(service.name, noun, performance.now() - began);
    }
  });
});
