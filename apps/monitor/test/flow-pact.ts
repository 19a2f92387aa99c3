import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { flowEvents } from '../src/events.js';
import { monitor } from '../src/monitor.module.js';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
/** Not the person of the key, whom one of the events erases. */
const PERSON = '0193a1b2-7c00-7000-8000-000000000002';

/**
 * What the flows need of one provider: of each of its events the envelope, and the fields that name a process.
 * @param examples of these fields, by type
 */
export const flowPact = (provider: string, examples: Record<string, Record<string, string>>): void =>
  consumerPact(monitor, provider, (pact) => {
    for (const heard of flowEvents.filter(({ from }) => from === provider)) {
      const { type } = heard;
      it(`sees ${type}`, () =>
        pact
          .given(`${type} has been published`)
          .expectsToReceive(heard, examples[type] ?? {}, {
            traceparent: TRACE,
            ...(heard.attributes?.includes('datasubject') && { datasubject: PERSON }),
          })
          .executeTest(async ({ service, event, hear }) => {
            await hear();
            const path = `/processes/${String(event.attributes.correlationid)}`;
            const { body } = await service.get(path, { as: { operator: 'pacts' } });
            const seen = (body as { events: object[] }[]).flatMap(({ events }) => events);
            expect(seen).toContainEqual(expect.objectContaining({ id: event.id, type }));
          }));
    }
  });
