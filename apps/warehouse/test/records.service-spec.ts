import { newId } from '#libs/telemetry';
import { message, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { warehouse } from '../src/warehouse.module.js';
import { level, levelsSaid } from './shelves.js';

describe('a record of the catalogue', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(warehouse, { INITIAL_STOCK: '4' });
  });
  afterAll(() => environment.close());

  const tell = (what: string, recordId: string, entityversion: number) =>
    environment.deliver('catalog', service, message(`record.${what}.v1`, { recordId }, { entityversion }));
  const deliver = (recordId: string) =>
    service.put(
      `/deliveries/${newId()}`,
      { lines: [{ recordId, quantity: 1 }] },
      { as: { operator: 'ops' } },
    );

  it('has its first copies when it is listed, once', async () => {
    const recordId = newId();
    await tell('listed', recordId, 1);
    await tell('listed', recordId, 2);
    expect(await levelsSaid(service, recordId)).toEqual([[1, 4]]);
    expect((await deliver(recordId)).status).toBe(201);
    expect(await level(service, recordId)).toBe(5);
  });

  it('is sold out, but not stocked, once it was withdrawn, whatever comes late', async () => {
    const recordId = newId();
    await tell('withdrawn', recordId, 2);
    await tell('listed', recordId, 1);
    expect(await level(service, recordId)).toBe(4);
    expect((await deliver(recordId)).status).toBe(409);
  });
});
