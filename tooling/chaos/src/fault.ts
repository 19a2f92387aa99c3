import type { Act } from './acts.js';
import type { Judge } from './judge.js';
import type { Load } from './load.js';
import type { FaultInjector } from './fault-injector.js';

/** What a fault can act on. */
export interface Site {
  injector: FaultInjector;
  load: Load;
  judge: Judge;
}

/** One line of the list of faults that a platform must survive. */
export interface Fault {
  name: string;
  /** What happens, one after the other; those in a list at once. */
  acts?: readonly (Act | readonly Act[])[];
  /** What else happens, after that. @returns what is wrong beyond what the oracle sees */
  run?(site: Site): Promise<string[] | void>;
  /** Whether it begins while one hearer is not declared yet. Such a fault is the first one. */
  isBeforeLate?: true;
  /** Why it cannot run here; undefined when it can. */
  missing?(): string | undefined;
}
