import type { Patch } from '#tooling/platform';
import type { ServiceName } from './shop.js';

/** One careless change of a rule of a service. */
export interface Mutant extends Patch {
  name: string;
  service: ServiceName;
  /** The state of an order into which it comes wrongly, or not at all. */
  state?: string;
}
