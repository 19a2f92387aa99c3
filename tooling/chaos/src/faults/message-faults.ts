import { asOwner } from '#libs/database';
import { openBroker } from '#libs/messaging';
import { poison } from '#tooling/faults';
import { eventually } from '#tooling/platform';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { Fault, Site } from '../fault.js';
import { act, wardOf } from '../hospital.js';

type Platform = Site['injector']['platform'];

const NO_LIST = {
  service: 'names-ranking',
  type: 'top10.changed.v1',
  subject: 'all',
  body: { scope: 'all', boys: 'no list', girls: [] },
};
const TIMES = 10;
/** Just below what the broker takes. */
const LARGE = 262_000;
/** A message that kills its process is started three times, each after a lease has run out. */
const GIVEN_UP_MS = 90_000;

/** What becomes of messages that are bad, or come too often. */
export const MESSAGE_FAULTS: Fault[] = [
  {
    name: 'a message kills its process each time, and is replayed by two operators at once',
    run: async ({ injector }) => {
      const { platform } = injector;
      const part = platform.part('friends');
      const { url } = await injector.failpoint({ at: 'inbox.entered', act: 'poison' });
      await part.kill();
      injector.start(part, url);
      const ward = await eventually(() => wardOf(platform, 'friends'), GIVEN_UP_MS, 500);
      await part.kill();
      injector.start(part);
      await platform.ready();
      await Promise.all([act(platform, 'friends', 'replay'), act(platform, 'friends', 'replay')]);
      const others = ward.filter(({ reason }) => reason !== 'crashed');
      return ward.length === 1 && !others.length
        ? []
        : [`the hospital of friends had ${ward.length} patients instead of the one that kills`];
    },
  },
  {
    name: 'an event is refused, and the service is killed while it is admitted to the hospital',
    run: async ({ injector }) => {
      const { platform } = injector;
      for (const point of ['hospital.admitting', 'hospital.admitted'] as const) {
        const killed = injector.perform({
          do: 'fail at',
          part: 'names-board',
          point,
          passage: 1,
          blow: 'kill',
        });
        const discard = await poison(
          { databaseUrl: (name) => platform.databaseUrl(name), discard: () => Promise.resolve() },
          NO_LIST,
          'names-board',
        );
        await killed;
        await eventually(() => wardOf(platform, 'names-board'));
        await discard();
        await platform.ready();
        await act(platform, 'names-board', 'discard');
      }
    },
  },
  {
    name: 'bytes that are no event are kept, and harm nobody',
    run: async ({ injector: { platform } }) => {
      const ids = await publishGarbage(platform);
      const ward = await eventually(async () => {
        const found = await wardOf(platform, 'storefront');
        return found && found.length >= ids.length ? found : undefined;
      });
      await act(platform, 'storefront', 'discard');
      await asOwner(platform.databaseUrl('storefront'), async ({ query }) => {
        await sql`delete from messaging.inbox where event_id = any(${ids}::text[])`.execute(query); // nobody sent them
      });
      return ward.length === ids.length ? [] : [`${ward.length} of ${ids.length} messages were kept`];
    },
  },
  {
    name: `every event is published ${TIMES} times more`,
    run: async ({ injector: { platform }, load }) => {
      await load.stop();
      const before = platform.absorbed;
      for (let time = 0; time < TIMES; time++) {
        await Promise.all(platform.storing.map(({ name }) => sendAgain(platform, name)));
        await eventually(async () =>
          (await Promise.all(platform.storing.map(({ name }) => unsent(platform, name)))).every(
            (left) => left === 0,
          ),
        );
      }
      await eventually(() => platform.absorbed > before);
    },
  },
  {
    name: 'a third party fails, answers nonsense, and says nothing',
    run: async ({ injector: { platform } }) => {
      const { imposter, running } = platform.standIns.get('carrier')!;
      for (const response of [
        { fault: 'CONNECTION_RESET_BY_PEER' },
        { is: { statusCode: 200, body: '<html>It works!</html>' } },
        { is: { statusCode: 503 }, behaviors: [{ wait: 3_000 }] },
      ]) {
        await running.replace([{ responses: [response] }]);
        await new Promise((resolve) => setTimeout(resolve, 1_500));
      }
      await running.replace(imposter.stubs ?? []);
    },
  },
];

/** Nobody hears the event in part, so the broker does not look into it. @returns the ids under which the broker knows them */
async function publishGarbage(platform: Platform): Promise<string[]> {
  const attributes = () => ({
    specversion: '1.0',
    id: randomUUID(),
    source: '/troupe/warehouse',
    type: 'stock.level-changed.v1',
    subject: 'all',
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    correlationid: 'chaos',
    causationid: 'chaos',
  });
  const messages = [
    Buffer.from('{'),
    Buffer.from([0xff, 0xfe, 0x00, 0x80]),
    Buffer.alloc(0),
    Buffer.from('['.repeat(50_000)),
    Buffer.from('{"__proto__": {"scope": "all"}, "recordId": 1}'),
    Buffer.alloc(LARGE, 'x'),
  ].map((body) => ({ attributes: attributes(), body }));
  const broker = openBroker(platform.brokerUrlOf('warehouse'), () => {});
  try {
    await broker.publish(messages);
  } finally {
    await broker.stop();
  }
  return messages.map(({ attributes: { id } }) => id);
}

const sendAgain = (platform: Platform, service: string): Promise<void> =>
  asOwner(platform.databaseUrl(service), async ({ query }) => {
    await sql`
      update messaging.outbox set sent_at = null
      where id in (select id from messaging.outbox where sent_at is not null order by seq desc limit 100)`.execute(
      query,
    );
  });

const unsent = (platform: Platform, service: string): Promise<number> =>
  asOwner(platform.databaseUrl(service), async ({ query }) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from messaging.outbox where sent_at is null`.execute(query);
    return rows[0]!.count;
  });
