import type { Actor, As } from '#libs/testing';
import { randomBytes } from 'node:crypto';

export const registerBaby = (service: Actor, baby: unknown, key?: string) =>
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

export const newImport = () => randomBytes(32).toString('hex');

export const importChunk = (
  service: Actor,
  body: object,
  importId = newImport(),
  as: As = { service: 'names-intake' },
) => service.post(`/imports/${importId}`, body, { as });
