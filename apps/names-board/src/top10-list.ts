/** A name in capitals, and the number of babies with it. */
export interface Entry {
  name: string;
  count: number;
}

export interface Top10List {
  boys: Entry[];
  girls: Entry[];
  /** When the list last changed; null before the first event. */
  asOf: string | null;
  /** Increases with each change. */
  version: number;
}
