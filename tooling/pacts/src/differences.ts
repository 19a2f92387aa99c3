import { type Interaction, nameOf, type Pact } from './pact-file.js';

/**
 * What has to change in `accepted` to become `written`, in words; nothing when both are the same contract. The order
 * of interactions and the versions of Pact that wrote them do not matter.
 */
export function differences(written: Pact | undefined, accepted: Pact | undefined): string[] {
  const after = byName(written);
  const before = byName(accepted);
  return [
    ...[...after.keys()].filter((name) => !before.has(name)).map((name) => `+ ${name}`),
    ...[...before.keys()].filter((name) => !after.has(name)).map((name) => `- ${name}`),
    ...[...after].flatMap(([name, one]) =>
      changes(before.get(name), one).map((change) => `~ ${name}: ${change}`),
    ),
  ];
}

const byName = (pact?: Pact): Map<string, Interaction> =>
  new Map((pact?.interactions ?? []).map((one) => [nameOf(one), one]));

function changes(before: Interaction | undefined, after: Interaction): string[] {
  if (!before) return [];
  const was = leaves(before);
  const is = leaves(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => was.get(path) !== is.get(path))
    .map((path) => `${path} was ${was.get(path) ?? 'absent'}, is ${is.get(path) ?? 'absent'}`);
}

/** Every value of a tree as JSON, by its path. */
function leaves(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || !Object.keys(value).length) {
    return new Map([[path, JSON.stringify(value)]]);
  }
  return new Map(
    Object.entries(value).flatMap(([key, one]) => [...leaves(one, path ? `${path}.${key}` : key)]),
  );
}
