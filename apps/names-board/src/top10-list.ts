/** A name in capitals, and how many babies were given it. */
export interface Entry {
  name: string;
  count: number;
}

export interface Top10List {
  boys: Entry[];
  girls: Entry[];
  /** When it came to be; null while nothing was heard. */
  asOf: string | null;
  /** Grows with each change. */
  version: number;
}
