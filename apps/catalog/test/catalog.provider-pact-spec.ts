import { accepted, facts, type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { catalog } from '../src/catalog.module.js';
import type { Facts } from '../src/facts.js';
import { RecordsStore } from '../src/records.store.js';
import { changePrice, kindOfBlue, listRecord, withdraw } from './records.js';
import { untaken } from './untaken.js';

describe('catalog', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(catalog);
  });
  afterAll(() => environment.close());

  const list = async (different: object = {}): Promise<string> => {
    const answer = await listRecord(service, different);
    accepted(answer);
    return answer.body.recordId as string;
  };
  const factsAbout = (recordId: string, entityversion: number, told: object = {}) =>
    facts({ recordId, subject: recordId, entityversion, ...told });
  const listed = async (different: object = {}) => {
    const { tracks: _tracks, ...told } = { ...kindOfBlue, ...different };
    return factsAbout(await list(different), 1, told);
  };

  /** Puts a record with this id up for sale, instead of one that had it. */
  const insert = (recordId: string, different: Partial<Facts> = {}) =>
    service.database.inTransaction(async (tx) => {
      await sql`delete from record where id = ${recordId}`.execute(tx);
      await new RecordsStore().insert(tx, recordId, { ...kindOfBlue, ...different });
    });

  const states = {
    'this record is for sale': ({ recordId, ...different }: Record<string, any>) =>
      insert(recordId as string, different),
    'this record without a label and a year is for sale': ({ recordId, ...different }: Record<string, any>) =>
      insert(recordId as string, { ...different, label: undefined, year: undefined }),
    'more records are for sale than a page shows': async () => {
      for (let number = 0; number <= 20; number++) await list({ title: `Number ${number}` });
    },
    'this record was withdrawn': async ({ recordId }: Record<string, any>) => {
      await insert(recordId as string);
      accepted(await withdraw(service, recordId as string));
    },
    'this record was never for sale': () => Promise.resolve(),
    'record.listed.v1 has been published': {
      'with all that is known of it': () => listed(),
      'without a label and a year': () => listed({ label: undefined, year: undefined }),
    },
    'record.price-changed.v1 has been published': async () => {
      const recordId = await list();
      accepted(await changePrice(service, recordId, 999));
      return factsAbout(recordId, 2, { price: { amount: 999, currency: 'USD' } });
    },
    'record.withdrawn.v1 has been published': async () => {
      const recordId = await list();
      accepted(await withdraw(service, recordId));
      return factsAbout(recordId, 2);
    },
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states, untaken })).not.toEqual([]);
  });
});
