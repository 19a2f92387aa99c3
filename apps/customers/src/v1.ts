import type { Name } from './customer.js';

/** Customers as V1 knows them: their name is in two fields. */
export const inV1 = <Rest extends object>({ name, ...rest }: Rest & { name: Name }) => ({
  ...rest,
  givenName: name.given,
  familyName: name.family,
});
