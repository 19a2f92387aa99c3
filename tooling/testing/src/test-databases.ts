import { Database } from '#libs/database';
import { databaseUrl, provisionService, type Service } from '#libs/service';
import { testRun } from '#tooling/pacts';
import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';

/** Connections of the owner to one copied database; tests look at it, so two suffice. */
const CONNECTIONS = 2;

/**
 * Copies of the run's template databases of services for one spec file. A copy has a
 * name of its own; the roles are shared by all copies, and each password is the name of its role.
 */
export class TestDatabases {
  private readonly owner = new Database(testPostgresUrl(), { connections: 1 });
  private readonly suffix = randomBytes(5).toString('hex');
  private readonly copied = new Set<string>();
  private readonly opened = new Map<string, Database>();

  /** Copies the database of a service, with its role; a second call does nothing. */
  async addService(service: Pick<Service, 'name' | 'migrations'>): Promise<void> {
    await this.provideTemplate(service);
    await this.copy(service.name);
  }

  private async copy(template: string): Promise<void> {
    if (this.copied.has(template)) return;
    this.copied.add(template);
    await sql`create database ${sql.id(this.copyOf(template))} template ${sql.id(template)} strategy file_copy`.execute(
      this.owner.query,
    );
  }

  /** A copied database as its owner sees it. */
  open(template: string): Database {
    let database = this.opened.get(template);
    if (!database) {
      database = new Database(this.url(template), { connections: CONNECTIONS });
      this.opened.set(template, database);
    }
    return database;
  }

  /** The connection URL of a copy, for a role or for the owner. */
  url(template: string, role?: string): string {
    const login = role ? { name: role, password: role } : undefined;
    return databaseUrl(testPostgresUrl(), this.copyOf(template), login);
  }

  /** Drops all copies. */
  async close(): Promise<void> {
    await Promise.all([...this.opened.values()].map((database) => database.close()));
    for (const template of this.copied) {
      await sql`drop database if exists ${sql.id(this.copyOf(template))} with (force)`.execute(
        this.owner.query,
      );
    }
    await this.owner.close();
  }

  /** The global set-up provides a template for each service in apps/; any other service gets one here, once. */
  private async provideTemplate(service: Pick<Service, 'name' | 'migrations'>): Promise<void> {
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

  /** The name of a copy. */
  copyOf(template: string): string {
    return `${template}_${this.suffix}`;
  }
}

/** The connection URL of the test run's PostgreSQL for its superuser. */
export const testPostgresUrl = (): string => testRun().postgresUrl;
