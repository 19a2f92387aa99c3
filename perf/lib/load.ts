import type { Customer } from './customers.js';
import type { ShopRecord } from './records.js';

/** What a scenario consists of. Each is a function that `main.ts` exports. */
export type Part =
  'signUp' | 'burst' | 'logIn' | 'readCustomer' | 'redeem' | 'birth' | 'topTen' | 'stream' | 'browse' | 'buy';

/** What people do, without how much of it. */
export interface Scenario {
  /** How often each part begins in a minute of the workload `load`: a rate that two cores bear easily. */
  perMinute: Partial<Record<Part, number>>;
  /** The metrics without whose samples a run proves nothing. */
  measures: string[];
}

/** How much of a scenario, as a rate at which its parts begin, however slow the answers are. */
export interface Workload {
  /** The rate at the start, as a multiple of the scenario's own. */
  from: number;
  /** The rate changes evenly to `times` the scenario's own within some seconds. */
  stages: { times: number; seconds: number }[];
  /** It looks for the rate at which an objective is missed, and ends there. */
  findsLimit?: boolean;
  /** It looks for what becomes more although it should not: memory, open files, tables. */
  findsGrowth?: boolean;
}

/** What exists before the load begins. */
export interface Data {
  customers: Customer[];
  records: ShopRecord[];
}
