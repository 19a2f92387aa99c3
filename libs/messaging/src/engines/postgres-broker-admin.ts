import { asOwner, copyDatabase, createDatabase, databaseUrl, dropDatabase, migrate } from '#libs/database';
import type { BrokerAdmin } from '../broker-admin.js';

const MIGRATIONS = { name: 'queues', folder: new URL('./postgres-migrations/', import.meta.url) };

/** A database that serves as the broker. */
export class PostgresBrokerAdmin implements BrokerAdmin {
  /**
   * @param ownerUrl a URL of the server under its owner; the database in it does not matter
   * @param database the name of the broker's own database
   */
  constructor(
    private readonly ownerUrl: string,
    private readonly database = 'broker',
  ) {}

  async provision(): Promise<string[]> {
    await asOwner(this.ownerUrl, (owner) => createDatabase(owner, this.database));
    return migrate(databaseUrl(this.ownerUrl, this.database), [MIGRATIONS]);
  }

  urlFor(service: string, password: string): string {
    return databaseUrl(this.ownerUrl, this.database, { name: service, password });
  }

  async copy(name: string): Promise<BrokerAdmin> {
    await asOwner(this.ownerUrl, (owner) => copyDatabase(owner, this.database, name));
    return new PostgresBrokerAdmin(this.ownerUrl, name);
  }

  drop(): Promise<void> {
    return asOwner(this.ownerUrl, (owner) => dropDatabase(owner, this.database));
  }
}
