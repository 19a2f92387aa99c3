import { discoverServices } from '#libs/service';
import { newId } from '#libs/telemetry';
import { message, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publishedBy } from '../src/happened.js';

describe('the events of a process', () => {
  let environment: TestEnvironment;
  beforeAll(async () => {
    environment = await TestEnvironment.open();
  });
  afterAll(() => environment.close());

  it('are those that a service published under its correlation ID, with their cause and the text in them', async () => {
    const loyalty = (await discoverServices()).find(({ name }) => name === 'loyalty')!;
    const service = await environment.start(loyalty);
    const [mine, other] = [newId(), newId()].map((customerId) =>
      message('customer.registered.v1', { customerId }, { correlationid: customerId }),
    );
    await environment.publish('customers', mine!, other!);
    for (const { id } of [mine!, other!]) await service.hasHeard(id);
    const customerId = String(mine!.attributes.correlationid);
    expect(await publishedBy(environment.url('loyalty'), 'loyalty', customerId)).toEqual([
      {
        id: expect.any(String),
        service: 'loyalty',
        type: 'loyalty.account-opened.v1',
        causationid: mine!.id,
        time: expect.any(String),
        fields: { customerId },
      },
    ]);
  });
});
