import { ADMIN_DEADLINES, copyDatabase, Database } from '#libs/database';
import { type BrokerAdmin, openBrokerAdmin, topologyOf } from '#libs/messaging';
import { databaseUrl, provisionService, type Service } from '#libs/service';
import { testRun } from '#tooling/pacts';
import { DIST } from '#tooling/platform';
import { type Kysely, sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Connections of the owner to one copied database; tests look at it, so two suffice. */
const CONNECTIONS = 2;

/** Of a role that spec files share: nearly all that the server of a run has. */
const MOST_CONNECTIONS = 250;

/** A service that needs a database, and the rights for its events if it has any. */
export type DatabaseUser = Pick<Service, 'name' | 'migrations'> & Partial<Pick<Service, 'events'>>;

/**
 * Copies of the run's template databases for one spec file: the broker, and the databases of its services. A copy has a
 * name of its own; the roles are shared by all copies, and each password is the name of its role.
 */
export class TestDatabases {
  private readonly owner = new Database(testPostgresUrl(), { connections: 1, deadlines: ADMIN_DEADLINES });
  private readonly copied = new Map<string, Promise<void>>();
  private readonly opened = new Map<string, Database>();

  private constructor(
    readonly broker: BrokerAdmin,
    private readonly suffix: string,
  ) {}

  /** Copies the broker. */
  static async open(): Promise<TestDatabases> {
    const suffix = randomBytes(5).toString('hex');
    const broker = await openBrokerAdmin(testPostgresUrl()).copy(`broker_${suffix}`);
    return new TestDatabases(broker, suffix);
  }

  /** Copies the database of a service, with its role; a second call does nothing. */
  addService(service: DatabaseUser): Promise<void> {
    const copied = this.copied.get(service.name) ?? this.copyService(service);
    this.copied.set(service.name, copied);
    return copied;
  }

  /** The broker's connection URL for a service. */
  brokerUrl(service: string): string {
    return this.broker.urlFor(service, service);
  }

  /** A copied database as its owner sees it. */
  open(name: string): Database {
    let database = this.opened.get(name);
    if (!database) {
      database = new Database(this.url(name), { connections: CONNECTIONS });
      this.opened.set(name, database);
    }
    return database;
  }

  /** The connection URL of a copy, for a role or for the owner. */
  url(name: string, role?: string): string {
    const login = role ? { name: role, password: role } : undefined;
    return databaseUrl(testPostgresUrl(), this.copyOf(name), login);
  }

  /** Drops all copies. */
  async close(): Promise<void> {
    await Promise.all([...this.opened.values()].map((database) => database.close()));
    for (const name of this.copied.keys()) {
      await sql`drop database if exists ${sql.id(this.copyOf(name))} with (force)`.execute(this.owner.query);
    }
    await this.broker.drop();
    await this.owner.close();
  }

  /** The global set-up has declared to the broker what each service in apps/ says and hears. */
  private async copyService(service: DatabaseUser): Promise<void> {
    const { name, events } = service;
    await this.provideTemplate(service);
    await copyDatabase(this.owner, name, this.copyOf(name));
    if (!events || isOurs(name)) return;
    await this.broker.declare(topologyOf({ name, events }, []));
    for (const { type, from } of events.heard)
      if (!isOurs(from) && !this.copied.has(from)) await this.provideSender(from, type);
  }

  /** A test may publish what its service hears although the sender is no service. */
  private async provideSender(service: string, type: string): Promise<void> {
    await sql`do ${sql.lit(`begin create role "${service}" login password '${service}';
      exception when duplicate_object or unique_violation then null; end`)}`.execute(this.owner.query);
    await this.broker.declare({ service, says: { [type]: [] }, hears: [] });
  }

  /**
   * The global set-up provides a template for each service in apps/; any other service gets one here, once. Whoever comes
   * first shares the role.
   */
  private async provideTemplate(service: DatabaseUser): Promise<void> {
    await this.owner.query.connection().execute(async (connection) => {
      const lock = sql`hashtext(${`template ${service.name}`})`;
      await sql`select pg_advisory_lock(${lock})`.execute(connection);
      try {
        const found = await sql`select from pg_database where datname = ${service.name}`.execute(connection);
        if (!found.rows.length) await provisionService(testPostgresUrl(), service, service.name);
        await shareRole(connection, service.name);
      } finally {
        await sql`select pg_advisory_unlock(${lock})`.execute(connection);
      }
    });
  }

  private copyOf(name: string): string {
    return `${name}_${this.suffix}`;
  }
}

/** Gives a role its connections once: its own limit is meant for the replicas of one platform, not for many spec files. */
async function shareRole(owner: Kysely<unknown>, role: string): Promise<void> {
  const limit = sql.lit(MOST_CONNECTIONS);
  const { rows } =
    await sql`select from pg_roles where rolname = ${role} and rolconnlimit <> ${limit}`.execute(owner);
  if (rows.length) await sql`alter role ${sql.id(role)} connection limit ${limit}`.execute(owner);
}

/** Whether a service is in apps/. */
const isOurs = (service: string): boolean => existsSync(join(DIST, 'apps', service));

/** The connection URL of the test run's PostgreSQL for its superuser. */
export const testPostgresUrl = (): string => testRun().postgresUrl;
