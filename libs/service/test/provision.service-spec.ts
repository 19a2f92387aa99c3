import { Database, openSession } from '#libs/database';
import { databaseUrl, provisionService } from '#libs/service';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { testPostgresUrl } from '#tooling/testing';
import { things } from './fixtures/things.js';

describe('provisioning', () => {
  let server: Database;
  let owner: string;
  let name: string;
  const made: string[] = [];

  beforeAll(() => {
    owner = testPostgresUrl();
    server = new Database(owner);
  });
  beforeEach(() => {
    name = `thing-${randomUUID()}`;
    made.push(name);
  });
  afterAll(async () => {
    for (const one of made) {
      await sql`drop database if exists ${sql.id(one)}`.execute(server.query);
      await sql`drop role if exists ${sql.id(one)}`.execute(server.query);
    }
    await server.close();
  });

  const provision = (password: string) => provisionService(owner, { ...things, name }, password);
  const as = async <T>(password: string, work: (database: Database) => Promise<T>) => {
    const database = new Database(databaseUrl(owner, name, { name, password }), { connections: 1 });
    return work(database).finally(() => database.close());
  };

  it('creates a role and a database, and only sets the password when it runs again', async () => {
    expect(await provision("p'1")).toContain('service/0001-things');
    await as("p'1", (database) => database.ping());
    expect(await provision('p2')).toEqual([]);
    await as('p2', (database) => database.ping());
    await expect(as("p'1", (database) => database.ping())).rejects.toThrow('password authentication failed');
  });

  it('lets the role read and write rows, but change no table', async () => {
    await provision('p');
    await as('p', async ({ query }) => {
      await sql`insert into thing values (gen_random_uuid(), 'a', 1)`.execute(query);
      for (const statement of [
        'drop table thing',
        'alter table thing add a int',
        'create table other (a int)',
      ]) {
        await expect(sql.raw(statement).execute(query)).rejects.toThrow(/must be owner|permission denied/);
      }
    });
  });

  it('limits the connections of the role, so that they leave enough to the others', async () => {
    await provision('p');
    const open: Client[] = [];
    const connect = async () => {
      const client = await openSession(databaseUrl(owner, name, { name, password: 'p' }));
      open.push(client);
    };
    try {
      for (let count = 0; count < 40; count++) await connect();
      await expect(connect()).rejects.toThrow(`too many connections for role "${name}"`);
    } finally {
      await Promise.all(open.map((client) => client.end()));
    }
  });

  it('limits a role that an older version made, and keeps a limit that an operator has set', async () => {
    await provision('p');
    const limit = async () => {
      const { rows } = await sql`select rolconnlimit as limit from pg_roles where rolname = ${name}`.execute(
        server.query,
      );
      return rows;
    };
    for (const [before, after] of [
      [-1, 40],
      [80, 80],
    ]) {
      await sql`alter role ${sql.id(name)} connection limit ${sql.lit(before)}`.execute(server.query);
      await provision('p');
      expect(await limit()).toEqual([{ limit: after }]);
    }
  });

  it('keeps the server of a URL, and escapes names and passwords', () => {
    const role = { name: 'a b', password: 'p@:/ü' };
    const url = new URL(databaseUrl('postgres://o:p@host:5433/postgres?sslmode=require', 'd', role));
    expect(url.href).toBe('postgres://a%20b:p%40%3A%2F%C3%BC@host:5433/d?sslmode=require');
    expect(databaseUrl('postgres://o:p@host/postgres', 'd')).toBe('postgres://o:p@host/d');
  });
});
