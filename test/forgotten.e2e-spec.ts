import { discoverServices } from '#libs/service';
import type { Database } from '#libs/database';
import { ErasureVacuum } from '#libs/messaging';
import { newId } from '#libs/telemetry';
import { type Answer, columnsWith, eventually, message, pagesWith, signingKey } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { readFile } from 'node:fs/promises';
import { markedColumns, PERSONAL_DATA, personalDataTable } from '#tooling/docs';
import { sectionOf } from '#tooling/platform';
import { HEARERS, SignupServices } from './signup-services.js';

/** Values that occur nowhere else by chance. */
const ID = newId().slice(-12);
const PERSON = {
  email: `canary-${ID}@birds.example`,
  password: `correct horse canary ${ID}`,
  givenName: 'Serinus',
  familyName: `Canaria${ID}`,
  address: {
    line1: `7 Quillfeather Wharf ${ID}`,
    city: 'Featherstonehaugh',
    postcode: 'LS1 4AP',
    country: 'GB',
  },
  friends: [`friend-${ID}@birds.example`],
};
const PERSONAL = [
  PERSON.email,
  PERSON.password,
  PERSON.givenName,
  PERSON.familyName,
  PERSON.address.line1,
  PERSON.address.city,
  ...PERSON.friends,
];
const REFUSAL = { type: expect.any(String), correlationId: expect.any(String) };

describe('the erasure of a customer', () => {
  let services: SignupServices;
  const problems: Answer[] = [];

  beforeAll(async () => {
    services = await SignupServices.open();
  });
  afterAll(() => services.close());

  const expectRefusal = async (status: number, asked: Promise<Answer>) => {
    const answer = await asked;
    expect(answer).toMatchObject({ status, body: REFUSAL });
    problems.push(answer);
  };
  const databases = () =>
    [...services.names, 'broker'].map((name) => [name, services.environment.database(name)] as const);
  /** The columns that contain one of these values, with their service. */
  const columnsOf = async (values: string[]): Promise<string[]> => {
    const found = await Promise.all(
      databases().flatMap(([name, database]) =>
        values.map(async (value) =>
          (await columnsWith(database, value)).map((column) => `${name}: ${column}`),
        ),
      ),
    );
    return [...new Set(found.flat())].toSorted();
  };
  const marked = async (): Promise<string[]> => {
    const found = await Promise.all(
      databases().map(async ([name, database]) =>
        (await markedColumns(database)).map(({ column }) => `${name}: ${column}`),
      ),
    );
    return found.flat();
  };
  /** The relations whose pages still contain one of these values, dead or alive, with their service. */
  const pagesOf = async (values: string[]): Promise<string[]> => {
    const found = databases().map(async ([name, database]) =>
      (await pagesWith(database, ...values)).map((relation) => `${name}: ${relation}`),
    );
    return (await Promise.all(found)).flat().toSorted();
  };
  /** What a service does a minute after an erasure, and autovacuum in the broker. */
  const vacuum = async (name: string, database: Database) => {
    if (name === 'broker') return void (await sql`vacuum`.execute(database.query));
    await sql`update messaging.tombstone set vacuumed_at = null`.execute(database.query);
    await new ErasureVacuum(services.environment.url(name, name), () => {}, 0).run();
  };
  const points = async () => {
    const { rows } = await sql<{ sum: number }>`select sum(points)::int as sum from entry`.execute(
      services.service('loyalty').database.query,
    );
    return rows[0]?.sum;
  };

  it('removes personal data everywhere, late events included; logs, spans, metrics and errors never contain it', async () => {
    const [signup, passwords, customers, loyalty] = ['signup', 'passwords', 'customers', 'loyalty'].map(
      (name) => services.service(name),
    ) as [any, any, any, any];
    const { body } = await signup.post('/signups', PERSON);
    const { customerId } = body;
    const me = { as: { person: customerId } };
    const { email, password } = PERSON;
    await eventually(async () => (await passwords.post('/sessions', { email, password })).status === 201);
    await eventually(async () => (await loyalty.get(`/accounts/${customerId}`, me)).status === 200);
    await eventually(() => services.mailbox.mails.length > 0);
    await eventually(async () => {
      const { body } = await services.service('postal').get(`/welcome-packs/${customerId}`, me);
      return body.trackingId;
    });

    const key = { headers: { 'idempotency-key': ID } };
    expect(
      (await loyalty.post(`/accounts/${customerId}/redemptions`, { points: 1 }, { ...me, ...key })).status,
    ).toBe(201);
    await expectRefusal(409, signup.post('/signups', PERSON));
    await expectRefusal(400, signup.post('/signups', { ...PERSON, postcode: PERSON.email }));
    await expectRefusal(400, signup.post('/signups', JSON.stringify(PERSON).slice(1)));
    await expectRefusal(401, passwords.post('/sessions', { email, password: `${password}!` }));
    await expectRefusal(404, customers.get(`/v2/customers/${customerId}`, { as: { person: newId() } }));
    await expectRefusal(
      428,
      customers.request('PATCH', `/v2/customers/${customerId}`, { ...me, body: { email } }),
    );
    await expectRefusal(
      404,
      services.service('email').get(`/verifications/${encodeURIComponent(PERSON.email)}`),
    );
    await expectRefusal(409, loyalty.post(`/accounts/${customerId}/redemptions`, { points: 1_000_000 }, me));

    const registered = (await Promise.all(Object.keys(HEARERS).map((type) => customers.said(type)))).flat();
    const [{ body: snapshot }] = registered;
    const hashes = [snapshot.emailHash, ...snapshot.friendHashes];
    const before = await columnsOf([...PERSONAL, ...hashes]);
    expect(before).toContain('customers: public.customer.email'); // the search finds what is there
    expect(await marked()).toEqual(expect.arrayContaining(before));
    for (const [, database] of databases()) await sql`analyze`.execute(database.query);
    expect(await pagesOf([PERSON.email])).toContain('customers: email_is_unique'); // so does the search of the pages
    const sum = await points();

    expect((await customers.request('DELETE', `/v2/customers/${customerId}`, me)).status).toBe(204);
    await eventually(async () => {
      expect(await columnsOf(PERSONAL)).toEqual([]);
      return true;
    });
    expect(await columnsOf(hashes)).toEqual([]);
    expect((await columnsOf([customerId])).filter((column) => / platform\./.test(column))).toEqual([]);
    expect(await points()).toBe(sum);

    await eventually(async () => {
      await Promise.all(databases().map(([name, database]) => vacuum(name, database)));
      expect(await pagesOf([...PERSONAL, ...hashes])).toEqual([]);
      return true;
    });

    // old events, replayed under new ids
    for (const [at, [type, hearers]] of Object.entries(HEARERS).entries()) {
      const late = message(type, registered[at].body, { datasubject: customerId });
      await services.environment.publish('customers', late);
      for (const name of hearers) await services.service(name).hasHeard(late.id);
    }
    expect(await columnsOf(PERSONAL)).toEqual([]);
    await expectRefusal(401, passwords.post('/sessions', { email, password }));

    const metrics = await Promise.all(
      services.names.map(async (name) => (await services.service(name).get('/metrics')).body),
    );
    const spans = services.environment.spans
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => ({ name, attributes, events, status }));
    const outputs = { logs: services.environment.logs, spans, metrics, problems };
    const { d: privateKey } = JSON.parse(signingKey) as { d: string };
    const secrets = [
      privateKey,
      'test-CLIENT_SECRET',
      'test-CONTACT_HASH_KEY',
      'test-VERIFICATION_KEY',
      'eyJ',
    ];
    expect(leaks({ planted: { deep: [PERSON.email] } }, PERSONAL)).toEqual([`planted: ${PERSON.email}`]);
    expect(leaks(outputs, [...PERSONAL, ...secrets])).toEqual([]);
  });

  it('covers the columns that docs/personal-data.md lists', async () => {
    const marks = databases().map(async ([name, database]) => [name, await markedColumns(database)] as const);
    const columns = personalDataTable(await Promise.all(marks));
    const rows = (table = '') =>
      table
        .split('\n')
        .map((row) => row.replaceAll(/ +|-+/g, ' ').trim())
        .filter(Boolean)
        .toSorted();
    const documented = rows(sectionOf(await readFile('docs/personal-data.md', 'utf8'), PERSONAL_DATA));
    // The other services have tests of their own of what they forget.
    const others = (await discoverServices()).filter(({ name }) => !services.names.includes(name));
    const isOfOthers = (row: string) => others.some(({ name }) => row.startsWith(`| ${name} |`));
    expect(documented.filter((row) => !isOfOthers(row))).toEqual(rows(columns));
  });
});

/** The values that occur in the outputs, and where. */
const leaks = (outputs: Record<string, unknown>, values: string[]): string[] =>
  Object.entries(outputs).flatMap(([where, output]) => {
    const text = JSON.stringify(output);
    return values.filter((value) => text.includes(value)).map((value) => `${where}: ${value}`);
  });
