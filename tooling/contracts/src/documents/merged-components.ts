/** The components of a document: objects by kind (`schemas`) and name. */
export type Components = Record<string, Record<string, unknown>>;

/** A service's part of a document that several services share. */
export interface Part {
  service: string;
  components: Components;
}

/** A kind and a name: `schemas/Lamp`. */
type Key = string;
type Rename = (key: Key) => Key;

const POINTER = '#/components/';
const nameOf = (key: Key): string => key.split('/')[1]!;
const at = (components: Components, key: Key): unknown => components[key.split('/')[0]!]?.[nameOf(key)];
const keysOf = (components: Components): Key[] =>
  Object.entries(components).flatMap(([kind, named]) => Object.keys(named).map((name) => `${kind}/${name}`));

/** A copy of a part of a document that refers to components by other names. */
function withNames<Content>(content: Content, rename: Rename): Content {
  const copy = (value: unknown, key?: string): unknown => {
    if (typeof value === 'string' && value.startsWith(POINTER)) return renamedPointer(value, rename);
    if (Array.isArray(value))
      return value.map((one) => (key === 'security' ? renamedRequirement(one as object, rename) : copy(one)));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, copy(one, name)]));
  };
  return copy(content) as Content;
}

function renamedPointer(pointer: string, rename: Rename): string {
  const [kind, name, ...rest] = pointer.slice(POINTER.length).split('/');
  return [`${POINTER}${rename(`${kind}/${name}`)}`, ...rest].join('/');
}

/** A requirement of security names its schemes by its keys. */
const renamedRequirement = (requirement: object, rename: Rename): object =>
  Object.fromEntries(
    Object.entries(requirement).map(([name, scopes]) => [nameOf(rename(`securitySchemes/${name}`)), scopes]),
  );

/** Every component that a part of a document refers to, directly. */
function referredIn(content: unknown): Set<Key> {
  const found = new Set<Key>();
  withNames(content, (key) => (found.add(key), key));
  return found;
}

/** The components that a part of a document needs, in their order. */
export function usedComponents(content: unknown, components: Components): Components {
  const used = new Set<Key>();
  const add = (part: unknown): void => {
    for (const key of referredIn(part)) {
      if (used.has(key)) continue;
      used.add(key);
      add(at(components, key));
    }
  };
  add(content);
  return Object.fromEntries(
    Object.entries(components).flatMap(([kind, named]) => {
      const kept = Object.entries(named).filter(([name]) => used.has(`${kind}/${name}`));
      return kept.length ? [[kind, Object.fromEntries(kept)]] : [];
    }),
  );
}

/**
 * The components of several services together. A name that means one thing keeps it; one that means several is told apart by
 * the service in front of it: `LoyaltyAccount`.
 */
export class MergedComponents {
  private readonly clashing = new Set<Key>();

  constructor(private readonly parts: Part[]) {
    const shared = Map.groupBy(
      parts.flatMap((part) => keysOf(part.components).map((key) => ({ key, part }))),
      ({ key }) => key,
    );
    // What refers to a component that is told apart is told apart as well.
    for (let known = -1; known < this.clashing.size;) {
      known = this.clashing.size;
      for (const [key, owners] of shared) {
        const texts = owners.map(({ part }) =>
          JSON.stringify(this.named(part.service, at(part.components, key))),
        );
        if (new Set(texts).size > 1) this.clashing.add(key);
      }
    }
  }

  /** All components, under the names that they have here. */
  get all(): Components {
    const all: Components = {};
    for (const { service, components } of this.parts)
      for (const key of keysOf(components)) {
        const [kind, name] = this.nameIn(service)(key).split('/') as [string, string];
        all[kind] = { ...all[kind], [name]: this.named(service, at(components, key)) };
      }
    return all;
  }

  /** A part of a service's document, with the names that components have here. */
  named<Content>(service: string, content: Content): Content {
    return withNames(content, this.nameIn(service));
  }

  private nameIn(service: string): Rename {
    const owner = service.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
    return (key) => (this.clashing.has(key) ? key.replace('/', `/${owner}`) : key);
  }
}
