import { discoverServices } from '#libs/service';
import { isEvent, PACTS, readPacts } from '#tooling/pacts';
import { ROOT } from '#tooling/platform';
import { beforeEvents, eventually, message, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { join } from 'node:path';

const all = await discoverServices();
const services = all.filter(({ events }) => events.totals?.length);
const pacts = readPacts(join(ROOT, PACTS));

/** The entity that an event is about. */
function entityOf({ body }: { body: Buffer }, type: string): string {
  const { subject = 'id' } = all.flatMap(({ events }) => events.said).find((one) => one.type === type) ?? {};
  return String((JSON.parse(body.toString()) as Record<string, unknown>)[subject]);
}

/** An event as the pact of the consumer shows it. */
function exampleOf(consumer: string, type: string) {
  const [found] = pacts
    .filter((pact) => pact.consumer.name === consumer)
    .flatMap(({ interactions }) => interactions.filter(isEvent))
    .filter(({ metadata }) => metadata.type === type);
  return message(type, found?.contents.content as object, { entityversion: 1 });
}

describe('the totals', () => {
  let environment: TestEnvironment;
  beforeAll(async () => {
    environment = await TestEnvironment.open();
  });
  afterAll(() => environment.close());

  it.each(services.map((service) => [service.name, service] as const))(
    'of %s count each event that its handlers take as done',
    async (name, service) => {
      const running = await environment.start(service);
      const numbers = async (series: RegExp) =>
        [...((await running.get('/metrics')).body as string).matchAll(series)].map(([, count]) =>
          Number(count),
        );
      const types = [...new Set(service.events.totals?.flatMap(({ of }) => of))];
      const before = await beforeEvents(service);
      const events = types.map((type) => ({ type, event: exampleOf(name, type) }));
      for (const entity of new Set(events.map(({ type, event }) => entityOf(event, type))))
        await before?.(running, entity);
      for (const { type, event } of events) {
        await environment.publish(service.events.heard.find((one) => one.type === type)?.from ?? '', event);
        await running.hasHeard(event.id);
      }
      await eventually(async () => {
        const processed = `^messaging_processed_total\\{event="(?:${types.join('|')})",outcome="done"[^}]*\\} (\\d+)`;
        const done = await numbers(new RegExp(processed, 'gm')); // others may come from the services beside it
        const unreconciled = await numbers(/^unreconciled_events\{[^}]*\} (-?\d+)/gm);
        return done.filter(Boolean).length === types.length && unreconciled.every((count) => count === 0);
      });
    },
  );
});
