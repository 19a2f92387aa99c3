import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { Top10Changed } from '../src/events.js';
import { namesBoard } from '../src/names-board.module.js';

consumerPact(namesBoard, 'names-ranking', (ranking) => {
  it('shows the ten most frequent names', () => {
    const boys = [{ name: 'OLIVER', count: 3 }];
    const girls = [{ name: 'OLIVIA', count: 2 }];
    return ranking
      .given('the top ten has changed')
      .expectsToReceive(Top10Changed, { scope: 'all', boys, girls }, { entityversion: 7 })
      .executeTest(async ({ service, hear, event }) => {
        await hear();
        const { headers, body } = await service.get('/top10');
        const asOf = new Date(event.attributes.time as string).toISOString();
        expect(body).toEqual({ boys, girls, asOf });
        expect(headers.get('etag')).toMatch(/^"7-/);
      });
  });
});
