import { type ServiceUnderTest, type As } from '#tooling/testing';
import { randomBytes } from 'node:crypto';

export const registerBaby = (service: ServiceUnderTest, baby: unknown, key?: string) =>
  service.post('/baby', baby, { headers: key ? { 'idempotency-key': key } : {} });

/** A chunk: the whole of a file with two lines, unless a test changes it. */
export const chunk = (different: object = {}) => ({
  sex: 'male',
  lines: 2,
  firstLine: 1,
  names: [
    { name: 'BEN', count: 3 },
    { name: 'TOM', count: 2 },
  ],
  ...different,
});

/** A number in letters, for names that differ. */
export const inLetters = (number: number): string =>
  String(number).replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '');

export const newImport = () => randomBytes(32).toString('hex');

export const importChunk = (
  service: ServiceUnderTest,
  body: object,
  importId = newImport(),
  as: As = { service: 'names-intake' },
) => service.post(`/imports/${importId}`, body, { as });
