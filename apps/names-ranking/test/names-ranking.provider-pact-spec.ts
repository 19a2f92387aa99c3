import { type ServiceUnderTest, message, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namesRanking } from '../src/names-ranking.module.js';

describe('names-ranking', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(namesRanking);
  });
  afterAll(() => environment.close());

  const register = async (sex: string) => {
    const event = message('baby.registered.v1', { name: 'ALEX', sex });
    await environment.publish('names-intake', event);
    await service.hasHeard(event.id);
  };

  const fill = async () => {
    await register('male');
    await register('female');
  };

  const states = {
    'the top ten has changed': fill,
    'top10.changed.v1 has been published': fill,
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
