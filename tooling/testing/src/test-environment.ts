import type { Database } from '#libs/database';
import { type BrokerAdmin, type Message, openBroker } from '#libs/messaging';
import { type Env, type RunningService, type Service, unlimited } from '#libs/service';
import { testRun } from '#tooling/pacts';
import { type Imposter } from '#tooling/mountebank';
import { discoverThirdParties } from '#tooling/third-parties';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { appendFileSync } from 'node:fs';
import { ServiceUnderTest } from './service-under-test.js';
import type { StubbedApi } from './stubbed-api.js';
import type { StubbedProvider } from './stubbed-provider.js';
import { StubbedProviders, type StubSpecification } from './stubbed-providers.js';
import { type DatabaseUser, TestDatabases } from './test-databases.js';
import { TokenIssuer } from './token-issuer.js';
import { signingKey } from './tokens.js';

/** Nothing listens on port 9 (discard), so a peer that the test does not name is down. */
const UNREACHABLE = '127.0.0.1:9';

/** Settings that tests rarely care about. The retry schedule has the default number of attempts, in milliseconds. */
const DEFAULTS: Env = {
  PORT: '0',
  RETRY_SCHEDULE: '20ms,20ms,20ms,20ms,20ms',
  PEER_TIMEOUT: '15s',
  LOG_LEVEL: 'debug',
  SESSION_KEY: signingKey,
  OAUTH_CLIENTS: '{}',
  OPERATOR_CLIENTS: '{}',
};

/** Services under test on databases of their own, with stubs for everything that they call. */
export class TestEnvironment {
  /** The spans of all services that this environment started. */
  readonly spans = new InMemorySpanExporter();
  /** The log lines of all services that this environment started. */
  readonly logs: Record<string, unknown>[] = [];
  private readonly running: RunningService[] = [];
  private readonly stubbedProviders = new StubbedProviders();

  private constructor(
    private readonly databases: TestDatabases,
    private readonly issuer: TokenIssuer,
  ) {}

  /** @throws Error outside of a test run */
  static async open(): Promise<TestEnvironment> {
    return new TestEnvironment(await TestDatabases.open(), await TokenIssuer.open());
  }

  /**
   * Starts a service on fresh databases. A second start of the same service shares them, as a replica does.
   * @param env settings that replace the defaults, above all the URLs of peers
   */
  async start(service: Service, env: Env = {}): Promise<ServiceUnderTest> {
    if (!service.isStateless) await this.addDatabase(service);
    const running = await service.start(
      { ...this.settingsOf(service), ...env },
      {
        spans: new SimpleSpanProcessor({ exporter: this.spans }),
        logTo: { write: (line) => void this.logs.push(JSON.parse(line) as Record<string, unknown>) },
      },
    );
    this.running.push(running);
    return new ServiceUnderTest(running, this.database(service.name));
  }

  /** The default settings of a service, for a test that starts it by other means; `addDatabase` must come first. */
  settingsOf({ name, settings }: Service): Env {
    const secrets = Object.entries(settings).filter(([, { secret, optional }]) => secret && !optional);
    const peers = Object.entries(settings).filter(([, meta]) => meta.peer ?? meta.link ?? meta.outside);
    return {
      ...unlimited(settings),
      ...Object.fromEntries(secrets.map(([key]) => [key, `test-${key}`.padEnd(32, '.')])),
      ...Object.fromEntries(
        peers.map(([key, { outside }]) => [key, `${outside === 'smtp' ? 'smtp' : 'http'}://${UNREACHABLE}`]),
      ),
      ...this.issuer.environment,
      DATABASE_URL: this.url(name, name),
      BROKER_URL: this.brokerUrl(name),
      ...DEFAULTS,
    };
  }

  /** Creates a fresh database, and a role of the same name, without starting the service. */
  addDatabase(service: DatabaseUser): Promise<void> {
    return this.databases.addService(service);
  }

  /** Stubs a provider by its pact with `specification.consumer`. @throws Error when there is no such pact or state */
  stubProvider(name: string, specification: StubSpecification): Promise<StubbedProvider> {
    return this.stubbedProviders.stubProvider(name, specification);
  }

  /** Stubs a third party by its own imposter. @throws Error when there is no third party of that name */
  async stubThirdParty(name: string): Promise<StubbedApi> {
    const thirdParties = await discoverThirdParties();
    const found = thirdParties.find((thirdParty) => thirdParty.name === name);
    if (!found) {
      const names = thirdParties.map((thirdParty) => thirdParty.name);
      throw new Error(`There is no third party ${name}; there are: ${names.join(', ')}.`);
    }
    return this.stubApi({ ...found.imposter, port: undefined });
  }

  /** Stubs an HTTP API by an imposter. */
  stubApi(imposter: Imposter): Promise<StubbedApi> {
    return this.stubbedProviders.stubApi(imposter);
  }

  /** Publishes messages through the broker under the role of `sender`. @throws Error when the broker refuses one */
  async publish(sender: string, ...messages: Message[]): Promise<void> {
    const broker = openBroker(this.brokerUrl(sender), () => {});
    const { refused, tooLarge } = await broker.publish(messages).finally(() => broker.stop());
    const reasons = [...refused.values(), ...tooLarge.values()];
    if (reasons.length) throw new Error(reasons.join('\n'));
  }

  /** Publishes messages, all at once, and waits until `receiver` has handled each. @throws Error as `hasHeard` does */
  async deliver(
    sender: string,
    receiver: ServiceUnderTest,
    ...messages: (Message & { id: string })[]
  ): Promise<void> {
    await this.publish(sender, ...messages);
    await Promise.all(messages.map(({ id }) => receiver.hasHeard(id)));
  }

  /** The administration of the broker, for tests that declare what services say and hear. */
  get broker(): BrokerAdmin {
    return this.databases.broker;
  }

  /** The `BROKER_URL` of a service. */
  brokerUrl(service: string): string {
    return this.databases.brokerUrl(service);
  }

  /** The database of a service as its owner sees it, or `broker` where PostgreSQL is the broker. */
  database(name: string): Database {
    return this.databases.open(name);
  }

  /** The connection URL of a database for `role` or for the owner; each password is the name of its role. */
  url(database: string, role?: string): string {
    return this.databases.url(database, role);
  }

  /**
   * Stops the services and drops the databases.
   * @throws Error when a stubbed provider received a request that does not match its pact
   */
  async close(): Promise<void> {
    await Promise.all(this.running.map((service) => service.stop()));
    try {
      recordCoverage(await this.stubbedProviders.close());
    } finally {
      this.issuer.close();
      await this.databases.close();
    }
  }
}

/** Records which interactions stubs have answered, for the summary of the run. */
const recordCoverage = (lines: string[]): void =>
  appendFileSync(testRun().coverageFile, lines.map((line) => `${line}\n`).join(''));
