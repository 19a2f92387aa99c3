interface Named {
  name: { given: string; family: string };
}

/** A customer as V1 shows it: the name is in two fields. */
export const inV1 = <Rest extends object>({ name, ...rest }: Rest & Named) => ({
  ...rest,
  givenName: name.given,
  familyName: name.family,
});
