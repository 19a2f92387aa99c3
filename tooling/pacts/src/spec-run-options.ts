import { type Verifying } from './pact-broker.js';

/** What a command wants of the contract specs that it runs; they find it as JSON in the variable `CONTRACTS`. */
export interface Task {
  /** Where the accepted pacts are, unless they are this repository's. */
  pacts?: string;
  /** Consumers write their pacts into this folder, and nothing is compared. */
  accept?: string;
  /** Providers write what their verification said into this folder. */
  results?: string;
  /** Providers write how many mutants were caught into this folder. */
  mutants?: string;
  /** Providers verify what a broker has for them, and not what is in a folder. */
  broker?: Verifying | undefined;
}

/** What is wanted, if anything is. */
export const taskIn = ({ CONTRACTS }: NodeJS.ProcessEnv): Task => JSON.parse(CONTRACTS ?? '{}') as Task;
