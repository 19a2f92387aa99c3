import { triedBy } from '#tooling/testing';

/** Ways of the rules that no state of a pact takes, and what tries them instead. */
export const untaken = {
  ...triedBy('records.service-spec tries it', [
    'records.service.ts: !await this.store.insert(tx, recordId, facts) is never true',
    'records.service.ts: !changed is never true',
  ]),
  ...triedBy('records.service-spec tries it', [
    'record.ts: isDeepStrictEqual(record.price, price) is never true',
  ]),
};
