import { afterAll, describe } from '@jest/globals';
import type { PactV4 } from '@pact-foundation/pact';
import type { Env, Service } from '#libs/service';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, lint, type Pact, pactFileName, PACTS, readPact, testRun } from '#tooling/pacts';
import { TestEnvironment } from '../test-environment.js';
import { InteractionBuilder } from './interaction-builder.js';
import type { Pair, StartedConsumer } from './pair.js';

/** Settings of the consumer; a function when they depend on what the test environment stubs. */
type Settings = Env | ((environment: TestEnvironment) => Promise<Env>);

/**
 * Defines the tests of one pair from the consumer's side: all of them in
 * `apps/<consumer>/test/<provider>.consumer-pact-spec.ts`. The pact that they write is linted and compared with the
 * accepted one in `contracts/pacts`.
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
  private started?: Promise<StartedConsumer>;
  /** True when a test has failed, whose interaction the pact lacks. */
  private isIncomplete = false;

  constructor(
    readonly consumer: Service,
    readonly provider: string,
    private readonly settings: Settings = {},
    private readonly folders = { scratch: testRun().pactsFolder, accepted: PACTS },
  ) {}

  /** Begins an interaction with a state of the provider, in words of the business. */
  given(name: string, params?: Record<string, unknown>): InteractionBuilder {
    return new InteractionBuilder(this).given(name, params);
  }

  /** Begins a request that needs no state. */
  uponReceiving(description: string): ReturnType<InteractionBuilder['uponReceiving']> {
    return new InteractionBuilder(this).uponReceiving(description);
  }

  /** A builder for one interaction: Pact merges what the builders write. */
  async builder(): Promise<PactV4> {
    const { PactV4 } = await import('@pact-foundation/pact');
    const { consumer, provider, folders } = this;
    return new PactV4({ consumer: consumer.name, provider, dir: folders.scratch, logLevel: 'error' });
  }

  /** Starts the consumer in a test environment of its own, when the first event needs it. */
  startConsumer(): Promise<StartedConsumer> {
    this.started ??= this.start();
    return this.started;
  }

  async attempt(test: () => Promise<void>): Promise<void> {
    try {
      await test();
    } catch (error) {
      this.isIncomplete = true;
      throw error;
    }
  }

  /** @throws Error that says what is wrong with the written pact, or how it differs from the accepted one */
  check(): void {
    const written = this.pactIn(this.folders.scratch);
    if (!written && this.isIncomplete) return; // the failed tests say why
    if (!written)
      throw new Error(`The specs of ${this.consumer.name} wrote no interaction with ${this.provider}.`);
    const text = readFileSync(join(this.folders.scratch, pactFileName(written)), 'utf8');
    throwIfAny(lint(written, text), 'The pact proves less than it says:');
    const { isPartial, options } = testRun();
    if (options.accept) return;
    const changes = differences(written, this.pactIn(this.folders.accepted));
    throwIfAny(
      isPartial || this.isIncomplete ? changes.filter((change) => !change.startsWith('-')) : changes,
      `The pact differs from the accepted one in ${this.folders.accepted}. To accept it, run npm run contracts:update -- ${this.consumer.name}`,
    );
  }

  async close(): Promise<void> {
    await (await this.started)?.environment.close();
  }

  /** The pact of this pair. No other file is read, because other specs write theirs at the same time. */
  private pactIn(folder: string): Pact | undefined {
    return readPact({ consumer: this.consumer, provider: { name: this.provider } }, folder);
  }

  private async start(): Promise<StartedConsumer> {
    const environment = await TestEnvironment.open();
    const { settings } = this;
    const env = typeof settings === 'function' ? await settings(environment) : settings;
    return { environment, service: await environment.start(this.consumer, env) };
  }
}

function throwIfAny(problems: string[], heading: string): void {
  if (problems.length) throw new Error([heading, ...problems].join('\n  '));
}
