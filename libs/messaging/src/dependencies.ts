import type { Telemetry } from '#libs/telemetry';
import type { Broker } from './broker.js';
import type { Runtime } from './runtime.js';
import type { MessagingStore } from './store.js';

/** Everything outside the core that it uses. A simulation replaces all of it. */
export interface CoreDependencies {
  readonly store: MessagingStore;
  readonly broker: Broker;
  readonly telemetry: Telemetry;
  readonly runtime: Runtime;
}
