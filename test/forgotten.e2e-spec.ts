import { newId } from '#libs/telemetry';
import { type Answer, columnsWith, eventually, message, signingKey } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { readFile } from 'node:fs/promises';
import { markedColumns, PERSONAL_DATA, personalDataTable } from '#tooling/docs';
import { sectionOf } from '#tooling/platform';
import { HEARERS, SignupServices } from './signup-services.js';

/** Values that occur nowhere by chance. */
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
const NOT_TOLD = { type: expect.any(String), correlationId: expect.any(String) };

describe('a customer who wants to be forgotten', () => {
  let cast: SignupServices;
  const problems: Answer[] = [];

  beforeAll(async () => {
    cast = await SignupServices.open();
  });
  afterAll(() => cast.close());

  const refused = async (status: number, asked: Promise<Answer>) => {
    const answer = await asked;
    expect(answer).toMatchObject({ status, body: NOT_TOLD });
    problems.push(answer);
  };
  const databases = () =>
    [...cast.names, 'broker'].map((name) => [name, cast.environment.database(name)] as const);
  /** Where one of these values is kept: service, column. */
  const kept = async (values: string[]): Promise<string[]> => {
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
  const points = async () => {
    const { rows } = await sql<{ sum: number }>`select sum(points)::int as sum from entry`.execute(
      cast.service('loyalty').database.query,
    );
    return rows[0]?.sum;
  };

  it('is, everywhere, also by what comes late; and was never told to a log, a span, a metric or an error', async () => {
    const [signup, passwords, customers, loyalty] = ['signup', 'passwords', 'customers', 'loyalty'].map(
      (name) => cast.service(name),
    ) as [any, any, any, any];
    const { body } = await signup.post('/signups', PERSON);
    const { customerId } = body;
    const me = { as: { person: customerId } };
    const { email, password } = PERSON;
    await eventually(async () => (await passwords.post('/sessions', { email, password })).status === 201);
    await eventually(async () => (await loyalty.get(`/accounts/${customerId}`, me)).status === 200);
    await eventually(() => cast.mailbox.mails.length > 0);
    await eventually(async () => {
      const { body } = await cast.service('postal').get(`/welcome-packs/${customerId}`, me);
      return body.trackingId;
    });

    await refused(409, signup.post('/signups', PERSON));
    await refused(400, signup.post('/signups', { ...PERSON, postcode: PERSON.email }));
    await refused(400, signup.post('/signups', JSON.stringify(PERSON).slice(1)));
    await refused(401, passwords.post('/sessions', { email, password: `${password}!` }));
    await refused(404, customers.get(`/v2/customers/${customerId}`, { as: { person: newId() } }));
    await refused(428, customers.request('PATCH', `/v2/customers/${customerId}`, { ...me, body: { email } }));
    await refused(404, cast.service('email').get(`/verifications/${encodeURIComponent(PERSON.email)}`));
    await refused(409, loyalty.post(`/accounts/${customerId}/redemptions`, { points: 1_000_000 }, me));

    const registered = (await Promise.all(Object.keys(HEARERS).map((type) => customers.said(type)))).flat();
    const [{ body: snapshot }] = registered;
    const hashes = [snapshot.emailHash, ...snapshot.friendHashes];
    const before = await kept([...PERSONAL, ...hashes]);
    expect(before).toContain('customers: public.customer.email'); // the search finds what is there
    expect(await marked()).toEqual(expect.arrayContaining(before));
    const sum = await points();

    expect((await customers.request('DELETE', `/v2/customers/${customerId}`, me)).status).toBe(204);
    await eventually(async () => {
      expect(await kept(PERSONAL)).toEqual([]);
      return true;
    });
    expect(await kept(hashes)).toEqual([]);
    expect(await points()).toBe(sum);

    // copies that somebody kept, replayed under new ids
    for (const [at, [type, hearers]] of Object.entries(HEARERS).entries()) {
      const late = message(type, registered[at].body, { datasubject: customerId });
      await cast.environment.publish('customers', late);
      for (const name of hearers) await cast.service(name).hasHeard(late.id);
    }
    expect(await kept(PERSONAL)).toEqual([]);
    await refused(401, passwords.post('/sessions', { email, password }));

    const metrics = await Promise.all(
      cast.names.map(async (name) => (await cast.service(name).get('/metrics')).body),
    );
    const spans = cast.environment.spans
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => ({ name, attributes, events, status }));
    const told = { logs: cast.environment.logs, spans, metrics, problems };
    const { d: privateKey } = JSON.parse(signingKey) as { d: string };
    const secrets = [
      privateKey,
      'test-CLIENT_SECRET',
      'test-CONTACT_HASH_KEY',
      'test-VERIFICATION_KEY',
      'eyJ',
    ];
    expect(leaks({ planted: { deep: [PERSON.email] } }, PERSONAL)).toEqual([`planted: ${PERSON.email}`]);
    expect(leaks(told, [...PERSONAL, ...secrets])).toEqual([]);
  });

  it('finds in docs/security.md who keeps what', async () => {
    const marks = databases().map(async ([name, database]) => [name, await markedColumns(database)] as const);
    const columns = personalDataTable(await Promise.all(marks));
    const rows = (table = '') =>
      table
        .split('\n')
        .map((row) => row.replaceAll(/ +|-+/g, ' ').trim())
        .filter(Boolean)
        .toSorted();
    expect(rows(sectionOf(await readFile('docs/security.md', 'utf8'), PERSONAL_DATA))).toEqual(rows(columns));
  });
});

/** Which of the values occur, and where. */
const leaks = (told: Record<string, unknown>, values: string[]): string[] =>
  Object.entries(told).flatMap(([where, what]) => {
    const text = JSON.stringify(what);
    return values.filter((value) => text.includes(value)).map((value) => `${where}: ${value}`);
  });
