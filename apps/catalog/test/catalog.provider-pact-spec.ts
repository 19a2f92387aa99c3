import { accepted, facts, type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalog } from '../src/catalog.module.js';
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

  const states = {
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
