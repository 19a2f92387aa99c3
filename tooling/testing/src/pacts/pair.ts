import type { PactV4 } from '@pact-foundation/pact';
import type { Service } from '#libs/service';
import type { ServiceUnderTest } from '../service-under-test.js';
import type { TestEnvironment } from '../test-environment.js';

/** The consumer, started in a test environment of its own. */
export interface StartedConsumer {
  environment: TestEnvironment;
  service: ServiceUnderTest;
}

/** The consumer and the provider of a pact, as the interactions between them need them. */
export interface Pair {
  readonly consumer: Service;
  readonly provider: string;
  /** A builder for one interaction. */
  builder(): Promise<PactV4>;
  /** Starts the consumer; a second call returns the same one. */
  startConsumer(): Promise<StartedConsumer>;
  /** Runs the test of one interaction, which writes it into the pact if it passes. */
  attempt(test: () => Promise<void>): Promise<void>;
}
