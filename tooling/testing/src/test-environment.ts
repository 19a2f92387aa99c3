import { Database } from '#libs/database';
import { type BrokerAdmin, type Message, openBroker, openBrokerAdmin } from '#libs/messaging';
import {
  databaseUrl,
  type Env,
  provisionService,
  type RunningService,
  type Service,
  unlimited,
} from '#libs/service';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { testRun } from '#tooling/pacts';
import { discoverThirdParties, type Imposter } from '#tooling/third-parties';
import { ServiceUnderTest } from './service-under-test.js';
import { TokenIssuer } from './token-issuer.js';
import { signingKey } from './tokens.js';
import { type StubbedProvider } from './stubbed-provider.js';
import { StubbedProviders, type StubSpecification } from './stubbed-providers.js';
import { type StubbedApi } from './stubbed-api.js';

/** A retry schedule for tests: the same number of attempts, in milliseconds. */
const RETRY_SCHEDULE = '20ms,20ms,20ms,20ms,20ms';

/** Settings that a service may name and a test does not care about. */
const DEFAULTS: Env = {
  PORT: '0',
  RETRY_SCHEDULE,
  PEER_TIMEOUT: '15s',
  LOG_LEVEL: 'debug',
  SESSION_KEY: signingKey,
  OAUTH_CLIENTS: '{}',
};

/** Where a test plays: databases of its own, copied from the run's templates, and whatever services it starts there. */
export class TestEnvironment {
  /** Every span of every service started here. */
  readonly spans = new InMemorySpanExporter();
  /** Every log line of every service started here. */
  readonly logs: Record<string, unknown>[] = [];
  private readonly running: RunningService[] = [];
  private readonly databases = new Map<string, Database>();
  private readonly stubbedProviders = new StubbedProviders();

  private constructor(
    private readonly owner: Database,
    private readonly broker: BrokerAdmin,
    private readonly issuer: TokenIssuer,
    private readonly suffix: string,
  ) {}

  /** @throws Error when the suite's global set-up has not started PostgreSQL */
  static async open(): Promise<TestEnvironment> {
    const suffix = randomBytes(5).toString('hex');
    const broker = await openBrokerAdmin(testPostgresUrl()).copy(`broker_${suffix}`);
    return new TestEnvironment(
      new Database(testPostgresUrl(), { connections: 1 }),
      broker,
      await TokenIssuer.open(),
      suffix,
    );
  }

  /**
   * Starts a service on fresh databases (the second start of one service shares them: a replica).
   * @param env what the test wants different, the URLs of neighbours above all
   */
  async start(service: Service, env: Env = {}): Promise<ServiceUnderTest> {
    await this.add(service);
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

  /** What a service is told here, for a test that starts it by other means; its databases must be there. */
  settingsOf({ name, settings }: Service): Env {
    const secrets = Object.entries(settings).filter(([, { secret, optional }]) => secret && !optional);
    // Nothing listens on port 9 (discard): a neighbour that the test does not play is down.
    const peers = Object.entries(settings).filter(([, meta]) => meta.peer ?? meta.link ?? meta.outside);
    return {
      ...unlimited(settings),
      ...Object.fromEntries(secrets.map(([key]) => [key, `test-${key}`.padEnd(32, '.')])),
      ...Object.fromEntries(
        peers.map(([key, { outside }]) => [key, `${outside === 'smtp' ? 'smtp' : 'http'}://127.0.0.1:9`]),
      ),
      ...this.issuer.environment,
      DATABASE_URL: this.url(name, name),
      BROKER_URL: this.brokerUrl(name),
      ...DEFAULTS,
    };
  }

  /** Makes a fresh database, and a role of the same name, without starting anything. */
  async add(service: Pick<Service, 'name' | 'migrations'>): Promise<void> {
    await this.provide(service);
    await this.copy(service.name);
  }

  /** Stubs a provider by its pact with `specification.consumer`. */
  stubProvider(name: string, specification: StubSpecification): Promise<StubbedProvider> {
    return this.stubbedProviders.stubProvider(name, specification);
  }

  /**
   * A third party of the outside world, by the name that configurations give it.
   * @throws Error naming the third parties there are
   */
  async stubThirdParty(name: string): Promise<StubbedApi> {
    const thirdParties = await discoverThirdParties();
    const found = thirdParties.find((one) => one.name === name);
    if (!found)
      throw new Error(
        `There is no third party ${name}; there are: ${thirdParties.map((one) => one.name).join(', ')}.`,
      );
    return this.stubApi({ ...found.imposter, port: undefined });
  }

  /** An HTTP API that answers as the imposter says. */
  stubApi(imposter: Imposter): Promise<StubbedApi> {
    return this.stubbedProviders.stubApi(imposter);
  }

  /** Publishes a message as `sender` would: through the broker, under the sender's role. */
  async publish(sender: string, ...messages: Message[]): Promise<void> {
    const broker = openBroker(this.brokerUrl(sender), () => {});
    await broker.publish(messages).finally(() => broker.stop());
  }

  /** Publishes messages, all at once, and waits until `hearer` has dealt with them. */
  async tell(
    sender: string,
    hearer: ServiceUnderTest,
    ...messages: (Message & { id: string })[]
  ): Promise<void> {
    await this.publish(sender, ...messages);
    await Promise.all(messages.map(({ id }) => hearer.hasHeard(id)));
  }

  /** The `BROKER_URL` of a service. */
  brokerUrl(service: string): string {
    return this.broker.urlFor(service, service);
  }

  /** The owner's view of a database of this environment: a service's, or `broker` where PostgreSQL is the broker. */
  database(name: string): Database {
    let database = this.databases.get(name);
    if (!database) {
      database = new Database(databaseUrl(testPostgresUrl(), this.nameOf(name)), { connections: 2 });
      this.databases.set(name, database);
    }
    return database;
  }

  /** A connection URL for `role` (every test password is the role's name), or for the owner. */
  url(database: string, role?: string): string {
    return databaseUrl(
      testPostgresUrl(),
      this.nameOf(database),
      role ? { name: role, password: role } : undefined,
    );
  }

  /**
   * Stops what was started here and drops the databases.
   * @throws Error when a neighbour was asked what its pact does not say
   */
  async close(): Promise<void> {
    await Promise.all(this.running.map((service) => service.stop()));
    try {
      record(await this.stubbedProviders.close());
    } finally {
      await this.clear();
    }
  }

  private async clear(): Promise<void> {
    this.issuer.close();
    await Promise.all([...this.databases.values()].map((database) => database.close()));
    for (const name of this.copied) {
      await sql`drop database if exists ${sql.id(this.nameOf(name))} with (force)`.execute(this.owner.query);
    }
    await this.broker.drop();
    await this.owner.close();
  }

  private readonly copied = new Set<string>();

  /** The global set-up made a template for each service in apps/; for any other, whoever needs it first does. */
  private async provide(service: Pick<Service, 'name' | 'migrations'>): Promise<void> {
    await this.owner.query.connection().execute(async (connection) => {
      const lock = sql`hashtext(${`template ${service.name}`})`;
      await sql`select pg_advisory_lock(${lock})`.execute(connection);
      try {
        const found = await sql`select from pg_database where datname = ${service.name}`.execute(connection);
        if (!found.rows.length) await provisionService(testPostgresUrl(), service, service.name);
      } finally {
        await sql`select pg_advisory_unlock(${lock})`.execute(connection);
      }
    });
  }

  private async copy(name: string): Promise<void> {
    if (this.copied.has(name)) return;
    this.copied.add(name);
    await sql`create database ${sql.id(this.nameOf(name))} template ${sql.id(name)} strategy file_copy`.execute(
      this.owner.query,
    );
  }

  private nameOf(name: string): string {
    return `${name}_${this.suffix}`;
  }
}

/** Records for the summary of the run which interactions stubs have answered. */
const record = (lines: string[]): void =>
  appendFileSync(
    testRun().coverageFile,
    lines
      .map(
        (line) => `${line}
`,
      )
      .join(''),
  );

/** The PostgreSQL of the test run, as its superuser. */
export const testPostgresUrl = (): string => testRun().postgresUrl;
