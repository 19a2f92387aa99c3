import { type Actor, Stage, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customers } from '../src/customers.module.js';
import { statesOf } from './states.js';

describe('customers', () => {
  let stage: Stage;
  let service: Actor;

  beforeAll(async () => {
    stage = await Stage.open();
    service = await stage.start(customers);
  });
  afterAll(() => stage.close());

  it('keeps its pacts', async () => {
    // The details of somebody who signs up are in the words of V1, which signup speaks.
    expect(await verifyProvider(service, { states: statesOf(service, 'v1') })).not.toEqual([]);
  });
});
