import type { Child } from './html.js';

/** Where the reader is: the parts of the path, and the query, of the address after `#`. */
export interface Route {
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

/** An act of an operator, before it is done. */
export interface Proposal {
  /** Where on the page it was proposed. */
  readonly id: string;
  readonly service: string;
  readonly order: object;
  /** What will happen, in a sentence. */
  readonly says: string;
  /** What the button says. */
  readonly verb: string;
}

/** What views may ask of the page. */
export interface Page {
  readonly now: number;
  readonly route: Route;
  readonly proposal: Proposal | undefined;
  propose(proposal: Proposal | undefined): void;
  /** Does what was proposed. @param why the reason that the audit trail keeps */
  act(why: string): Promise<void>;
  /** Does something at once, tells what came of it, and loads again. @param does returns what to tell */
  run(what: string, does: () => Promise<Child>): Promise<void>;
  /** Loads what the view shows again, now. */
  refresh(): void;
}

/** One kind of page. */
export interface View<Data> {
  title(route: Route): string;
  /** @param before what the view has shown of the same address, if anything */
  load(route: Route, before: Data | undefined): Promise<Data>;
  draw(data: Data, page: Page): Child;
}

/** Reads an address such as `#/processes?state=stuck`. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  return {
    path: path.split('/').filter(Boolean).map(decoded),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An address on the page, from parts that may have any characters. */
export function hrefOf(path: readonly string[], query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = given.length ? `?${String(new URLSearchParams(given))}` : '';
  return `#/${path.map(encodeURIComponent).join('/')}${search}`;
}
