import { type Actor, consumerPact } from '#libs/testing';
import { expect, it } from '@jest/globals';
import { BabiesImported, BabyRegistered } from '../src/events.js';
import { namesStream } from '../src/names-stream.module.js';
import { Reading } from './reading.js';

consumerPact(namesStream, 'names-intake', (namesIntake) => {
  /** The first line that a reader gets of what happens. */
  async function shown(service: Actor, happens: () => Promise<void>) {
    const reading = await Reading.open(service);
    await happens();
    return reading.first(1).finally(() => reading.close());
  }

  it('shows a registered baby', () =>
    namesIntake
      .given('a baby has been registered')
      .expectsToReceive(BabyRegistered, { name: 'OLIVER', sex: 'male' })
      .executeTest(async ({ service, hear }) => {
        expect(await shown(service, hear)).toMatchObject([{ name: 'OLIVER', sex: 'male', count: 1 }]);
      }));

  it('shows the names of an import', () =>
    namesIntake
      .given('names have been imported')
      .expectsToReceive(BabiesImported, { sex: 'female', names: [{ name: 'AVA', count: 3 }] })
      .executeTest(async ({ service, hear }) => {
        expect(await shown(service, hear)).toMatchObject([{ name: 'AVA', sex: 'female', count: 3 }]);
      }));
});
