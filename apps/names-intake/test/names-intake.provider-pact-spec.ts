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

  const register = async () => accepted(await registerBaby(service, { name: 'Ada', sex: 'female' }));
  const importNames = async () => accepted(await importChunk(service, chunk()));

  const states = {
    'a baby has been registered': register,
    'baby.registered.v1 has been published': register,
    'names have been imported': importNames,
    'baby.imported.v1 has been published': importNames,
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
