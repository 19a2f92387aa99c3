import { asOwner, createDatabase, databaseUrl, migrate } from '#libs/database';
import { openBrokerAdmin } from '#libs/messaging';
import { sql } from 'kysely';
import type { Service } from './service.js';

/**
 * Creates the broker, or brings it up to date, as an admin process under the server's owner. Running it again has no
 * effect.
 * @returns the changes that ran, as `set/change`
 * @throws Error when the server does not answer, or when a change fails
 */
export const provisionBroker = (ownerUrl: string): Promise<string[]> => openBrokerAdmin(ownerUrl).provision();

/**
 * Creates a service's role and database, and brings the database up to date, as an admin process under the server's
 * owner. Running it again only sets the password.
 * @returns the migrations that ran, as `set/migration`
 * @throws Error when the server does not answer, or when a migration fails
 */
export async function provisionService(
  ownerUrl: string,
  { name, migrations }: Pick<Service, 'name' | 'migrations'>,
  password: string,
): Promise<string[]> {
  await asOwner(ownerUrl, async (owner) => {
    const exists = await sql`select from pg_roles where rolname = ${name}`.execute(owner.query);
    const verb = exists.rows.length ? sql`alter` : sql`create`;
    await sql`${verb} role ${sql.id(name)} login password ${sql.lit(password)}`.execute(owner.query);
    await createDatabase(owner, name);
  });
  return migrate(databaseUrl(ownerUrl, name), migrations, name);
}
