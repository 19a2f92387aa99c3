import { type Actor, Stage, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namesIntake } from '../src/names-intake.module.js';
import { chunk, importChunk, registerBaby } from './babies.js';

describe('names-intake', () => {
  let stage: Stage;
  let service: Actor;

  beforeAll(async () => {
    stage = await Stage.open();
    service = await stage.start(namesIntake);
  });
  afterAll(() => stage.close());

  const states = {
    'a baby has been registered': () => registerBaby(service, { name: 'Ada', sex: 'female' }),
    'names have been imported': () => importChunk(service, chunk()),
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
