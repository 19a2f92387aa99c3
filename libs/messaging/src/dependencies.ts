import type { Telemetry } from '#libs/telemetry';
import type { Broker } from './broker.js';
import type { Runtime } from './runtime.js';
import type { MessagingStore } from './store.js';

/** What reaches beyond the core, so that a simulation can take its place. */
export interface CoreDependencies {
  readonly store: MessagingStore;
  readonly broker: Broker;
  readonly telemetry: Telemetry;
  readonly runtime: Runtime;
}
