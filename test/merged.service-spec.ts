import { newId } from '#libs/telemetry';
import { eventually, message, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { cards, copyStamps, stamps } from './fixtures/stamps.js';

/** What psql prints with --tuples-only. */
const EXPORT = sql<{ line: string }>`
  select json_build_object('saleId', sale_id, 'customerId', customer_id)::text as line from stamp order by sale_id`;

describe('two services that become one', () => {
  let environment: TestEnvironment;
  let old: ServiceUnderTest;
  beforeAll(async () => {
    environment = await TestEnvironment.open();
    old = await environment.start(stamps);
  });
  afterAll(() => environment.close());

  const exported = async (name: string) => {
    const { rows } = await EXPORT.execute(environment.database(name).query);
    return rows.map(({ line }) => line).join('\n');
  };
  const copy = async () => copyStamps(await exported('stamps'), environment.settingsOf(cards));
  const sell = async (...hearers: ServiceUnderTest[]) => {
    const sale = message('sale.made.v1', { saleId: newId(), customerId: newId() });
    await environment.publish('till', sale);
    await Promise.all(hearers.map((hearer) => hearer.hasHeard(sale.id)));
  };

  it('lose no row and have none twice, while events go on', async () => {
    for (let sale = 0; sale < 3; sale++) await sell(old);
    const remaining = await environment.start(cards); // from now on, both hear
    await sell(old, remaining);

    expect(await copy()).toBe(3); // the fourth was heard
    expect(await copy()).toBe(0); // again has no effect
    expect(await exported('cards')).toBe(await exported('stamps'));

    await old.stop();
    await sell(remaining);
    await expect(environment.broker.decommission('stamps', false)).rejects.toThrow(
      'Messages wait in the queue of stamps (1)',
    );
    old = await environment.start(stamps);
    await eventually(async () => (await exported('stamps')).split('\n').length === 5);
    await eventually(async () => (await environment.broker.decommission('stamps', false)).isNew);

    expect(await copy()).toBe(0); // nothing was left behind
    expect(await exported('cards')).toBe(await exported('stamps'));
    await sell(remaining);
    expect((await exported('cards')).split('\n')).toHaveLength(6);
  });
});
