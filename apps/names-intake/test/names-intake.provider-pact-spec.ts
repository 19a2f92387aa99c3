import { accepted, type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namesIntake } from '../src/names-intake.module.js';
import { chunk, importChunk, registerBaby } from './babies.js';

describe('names-intake', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(namesIntake);
  });
  afterAll(() => environment.close());

  const states = {
    'a baby has been registered': async () =>
      accepted(await registerBaby(service, { name: 'Ada', sex: 'female' })),
    'names have been imported': async () => accepted(await importChunk(service, chunk())),
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
