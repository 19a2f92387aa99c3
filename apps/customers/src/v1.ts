interface Named {
  name: { given: string; family: string };
}

/** Customers as V1 knows them: their name is in two fields. */
export const inV1 = <Rest extends object>({ name, ...rest }: Rest & Named) => ({
  ...rest,
  givenName: name.given,
  familyName: name.family,
});
