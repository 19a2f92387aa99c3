import { afterAll, describe } from '@jest/globals';
import type { PactV4 } from '@pact-foundation/pact';
import type { Env, Service } from '#libs/service';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, lint, testRun, fileOf, PACTS, readPacts } from '#tooling/pacts';
import { type ServiceUnderTest } from '../service-under-test.js';
import { TestEnvironment } from '../test-environment.js';
import { Given, type Pair } from './interactions.js';

/** Settings of the consumer; a function when they depend on what else plays on its environment. */
type Settings = Env | ((environment: TestEnvironment) => Promise<Env>);

/**
 * The contract of one pair, seen from its consumer: all of it in `apps/<consumer>/test/<provider>.consumer-pact-spec.ts`.
 * What the specs write is linted and compared with what `contracts/pacts` has accepted.
 */
export function consumerPact(
  consumer: Service,
  provider: string,
  specs: (pact: ConsumerPact) => void,
  settings: Settings = {},
): void {
  describe(`what ${consumer.name} expects of ${provider}`, () => {
    const pact = new ConsumerPact(consumer, provider, settings);
    specs(pact);
    afterAll(async () => {
      await pact.close();
      pact.check(); // here and not in a test, because tests run in any order
    });
  });
}

/** A pact while its specs write it. */
export class ConsumerPact implements Pair {
  private scene?: Promise<{ environment: TestEnvironment; service: ServiceUnderTest }>;

  constructor(
    readonly consumer: Service,
    readonly provider: string,
    private readonly settings: Settings = {},
    private readonly folders = { scratch: testRun().pactsFolder, accepted: PACTS },
  ) {}

  /** Begins an interaction by a state of the provider, in words of the business. */
  given(name: string, params?: Record<string, unknown>): Given {
    return new Given(this).given(name, params);
  }

  /** Begins a request that needs no state. */
  uponReceiving(description: string): ReturnType<Given['uponReceiving']> {
    return new Given(this).uponReceiving(description);
  }

  /** A builder for one interaction: Pact merges what the builders write. */
  async builder(): Promise<PactV4> {
    const { PactV4 } = await import('@pact-foundation/pact');
    const { consumer, provider, folders } = this;
    return new PactV4({ consumer: consumer.name, provider, dir: folders.scratch, logLevel: 'error' });
  }

  /** The consumer on a environment of its own, started when the first event is to be heard. */
  play(): Promise<{ environment: TestEnvironment; service: ServiceUnderTest }> {
    this.scene ??= this.start();
    return this.scene;
  }

  /** @throws Error saying what is wrong with what was written, or how it differs from what was accepted */
  check(): void {
    const written = this.in(this.folders.scratch);
    if (!written) throw new Error('the specs wrote no interaction');
    const text = readFileSync(join(this.folders.scratch, fileOf(written)), 'utf8');
    fail(lint(written, text), 'The pact proves less than it says:');
    const { isPartial, options } = testRun();
    if (options.accept) return;
    const changes = differences(written, this.in(this.folders.accepted));
    fail(
      isPartial ? changes.filter((change) => !change.startsWith('-')) : changes,
      `${this.folders.accepted} has accepted something else. To accept this, run: npm run contracts:update -- ${this.consumer.name}`,
    );
  }

  async close(): Promise<void> {
    await (await this.scene)?.environment.close();
  }

  private in(folder: string) {
    return readPacts(folder).find(
      ({ consumer, provider }) => consumer.name === this.consumer.name && provider.name === this.provider,
    );
  }

  private async start() {
    const environment = await TestEnvironment.open();
    const { settings } = this;
    const service = await environment.start(
      this.consumer,
      typeof settings === 'function' ? await settings(environment) : settings,
    );
    return { environment, service };
  }
}

function fail(problems: string[], because: string): void {
  if (problems.length) throw new Error([because, ...problems].join('\n  '));
}
