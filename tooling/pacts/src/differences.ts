import { type Interaction, interactionName, type Pact } from './pact-file.js';

/**
 * The changes that turn `accepted` into `written`, as lines that begin with `+`, `-` or `~`; none when both are the same
 * contract. The order of interactions and the version of Pact do not matter.
 */
export function differences(written: Pact | undefined, accepted: Pact | undefined): string[] {
  const after = byName(written);
  const before = byName(accepted);
  return [
    ...[...after.keys()].filter((name) => !before.has(name)).map((name) => `+ ${name}`),
    ...[...before.keys()].filter((name) => !after.has(name)).map((name) => `- ${name}`),
    ...[...after].flatMap(([name, interaction]) =>
      changes(before.get(name), interaction).map((change) => `~ ${name}: ${change}`),
    ),
  ];
}

const byName = (pact?: Pact): Map<string, Interaction> =>
  new Map((pact?.interactions ?? []).map((interaction) => [interactionName(interaction), interaction]));

function changes(before: Interaction | undefined, after: Interaction): string[] {
  if (!before) return [];
  const [old, current] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...current.keys()])]
    .filter((path) => old.get(path) !== current.get(path))
    .map((path) => `${path} was ${old.get(path) ?? 'absent'}, is ${current.get(path) ?? 'absent'}`);
}

/** Every value of a tree as JSON by its path. */
function leaves(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || !Object.keys(value).length) {
    return new Map([[path, JSON.stringify(value)]]);
  }
  return new Map(
    Object.entries(value).flatMap(([key, child]) => [...leaves(child, path ? `${path}.${key}` : key)]),
  );
}
