import { ErasureVacuum } from '#libs/messaging';
import { TestEnvironment } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { things } from './fixtures/things.js';

describe('a running service', () => {
  let environment: TestEnvironment;
  beforeAll(async () => {
    environment = await TestEnvironment.open();
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => environment.close());

  it('vacuums its tables after erasures, until it stops', async () => {
    const [start, stop] = (['start', 'stop'] as const).map((name) =>
      jest.spyOn(ErasureVacuum.prototype, name),
    );
    const service = await environment.start(things);
    expect(start).toHaveBeenCalledTimes(1);
    await service.stop();
    expect(stop).toHaveBeenCalled();
  });
});
