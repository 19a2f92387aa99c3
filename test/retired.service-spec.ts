import { discoverServices, type Service } from '#libs/service';
import { eventually, message, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const CHANGED = 'top10.changed.v1';
const NOBODY = { scope: 'all', boys: [], girls: [] };

describe('a service that is taken away', () => {
  let environment: TestEnvironment;
  let board: Service;
  const change = (entityversion: number) =>
    message(CHANGED, NOBODY, { source: '/troupe/names-ranking', subject: 'all', entityversion });

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    const services = await discoverServices();
    const find = (name: string) => services.find((service) => service.name === name) as Service;
    board = find('names-board');
    await environment.addDatabase(find('names-ranking'));
    await environment.addDatabase(board);
  });
  afterAll(() => environment.close());

  it('handles what waits for it first, and then holds nobody up', async () => {
    const last = change(1);
    await environment.publish('names-ranking', last);
    await expect(environment.broker.decommission('names-board', false)).rejects.toThrow(
      'Messages wait in the queue of names-board (1): let it handle them and try again',
    );

    const running = await environment.start(board);
    await running.hasHeard(last.id);
    await eventually(async () => (await environment.broker.decommission('names-board', false)).isNew);
    await environment.publish('names-ranking', change(2)); // nobody is expected to hear it
    await running.untilReadiness({
      status: 503,
      reasons: [/names-board may not connect to the broker: it was decommissioned/],
    });
  });
});
