import { type Actor, Stage, verifyProvider } from '#libs/testing';
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
    // The pacts give the details of a customer in the fields of V2.
    expect(await verifyProvider(service, { states: statesOf(service, 'v2') })).not.toEqual([]);
  });
});
