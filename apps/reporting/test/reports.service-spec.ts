import { type As, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reporting } from '../src/reporting.module.js';

const OPERATOR = { operator: 'ops' };

describe('the sales report', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(reporting);
  });
  afterAll(() => environment.close());

  const sales = (query: object, as: As = OPERATOR) =>
    service.get(`/reports/sales?${new URLSearchParams({ ...query }).toString()}`, { as });

  it('is empty, and complete up to nothing, before anything is heard', async () => {
    const query = { from: '2020-01-01', to: '2020-12-31', by: 'day' };
    expect(await sales(query)).toMatchObject({ status: 200, body: { ...query, sequence: 0, rows: [] } });
  });

  it.each([
    ['/query/to', { from: '2020-01-02', to: '2020-01-01', by: 'day' }],
    ['/query/to', { from: '2020-01-01', to: '2021-01-01', by: 'day' }],
    ['/query/from', { from: '2020-02-30', to: '2020-03-01', by: 'day' }],
    ['/query/from', { to: '2020-01-01', by: 'day' }],
    ['/query/to', { from: '2020-01-01', by: 'day' }],
    ['/query/by', { from: '2020-01-01', to: '2020-01-01' }],
    ['/query/by', { from: '2020-01-01', to: '2020-01-01', by: 'customer' }],
  ])('is refused with a wrong or missing %s', async (pointer, query) => {
    expect(await sales(query)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('is for operators only', async () => {
    const query = { from: '2020-01-01', to: '2020-01-01', by: 'day' };
    expect((await sales(query, { service: 'finance' })).status).toBe(403);
  });
});
