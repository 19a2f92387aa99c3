import { consumerPact } from '#libs/testing';
import { expect, it } from '@jest/globals';
import { BabiesImported, BabyRegistered } from '../src/events.js';
import { namesRanking } from '../src/names-ranking.module.js';

consumerPact(namesRanking, 'names-intake', (intake) => {
  it('counts a registered baby', () =>
    intake
      .given('a baby has been registered')
      .expectsToReceive(BabyRegistered, { name: 'ADA', sex: 'female' })
      .executeTest(async ({ service, hear }) => {
        await hear();
        const said = await service.said('top10.changed.v1');
        expect(said.at(-1)?.body.girls).toEqual([{ name: 'ADA', count: 1 }]);
      }));

  it('counts imported names', () =>
    intake
      .given('names have been imported')
      .expectsToReceive(BabiesImported, { sex: 'male', names: [{ name: 'BEN', count: 3 }] })
      .executeTest(async ({ service, hear }) => {
        await hear();
        const said = await service.said('top10.changed.v1');
        expect(said.at(-1)?.body.boys).toEqual([{ name: 'BEN', count: 3 }]);
      }));
});
