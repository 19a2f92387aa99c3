import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { up } from '../src/migrations/0002-canonical-names.js';
import { namesIntake } from '../src/names-intake.module.js';
import { registerBaby } from './babies.js';

const REGISTERED = 'baby.registered.v1';

describe('names-intake', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(namesIntake);
  });
  afterAll(() => environment.close());

  const said = async (registrationId: string) =>
    (await service.said(REGISTERED)).filter(({ attributes }) => attributes.subject === registrationId);

  it('registers a baby, and says so', async () => {
    const answer = await registerBaby(service, { name: 'OLIVER', sex: 'male' });
    const { registrationId } = answer.body;
    expect(answer).toMatchObject({
      status: 201,
      body: { registrationId: expect.any(String), name: 'OLIVER', sex: 'male' },
    });
    expect((await said(registrationId)).map(({ body }) => body)).toEqual([answer.body]);
  });

  it('shows a birth to everybody who knows its id', async () => {
    const { headers, body } = await registerBaby(service, { name: 'Zoë', sex: 'female' });
    const location = headers.get('location') ?? '';
    expect(location).toBe(`/baby/${body.registrationId}`);
    expect(await service.get(location)).toMatchObject({ status: 200, body });
    expect(await service.get(location.toUpperCase().replace('/BABY', '/baby'))).toMatchObject({
      status: 200,
    });
    expect(await service.get(`/baby/${newId()}`)).toMatchObject({
      status: 404,
      body: {
        type: 'urn:troupe:problem:not-found',
        detail: 'There is no such resource: check its id.',
      },
    });
  });

  it.each([
    [' oliver ', 'OLIVER'],
    ['anne-marie', 'ANNE-MARIE'],
    ["d'arcy", "D'ARCY"],
    ['d’angelo', "D'ANGELO"],
    ['αΐδα', 'ΑΪ\u0301ΔΑ'],
    ['zoe\u0308', 'ZOË'],
    ['Łucja Anna', 'ŁUCJA ANNA'],
    ['Ναταλία', 'ΝΑΤΑΛΊΑ'],
    ['美咲', '美咲'],
    ['x'.repeat(50), 'X'.repeat(50)],
  ])('stores the name %p as %p', async (name, kept) => {
    expect((await registerBaby(service, { name, sex: 'female' })).body).toMatchObject({ name: kept });
  });

  it('brings names that earlier versions stored into their canonical form', async () => {
    const { query } = environment.database('names-intake');
    const names = ['D’ANGELO', 'ＥＶＡ', 'ADA', '\u3164'];
    await sql`delete from registration`.execute(query);
    await sql`insert into registration (id, name, sex) select gen_random_uuid(), name, 'male' from unnest(${names}::text[]) as name`.execute(
      query,
    );
    await up(query);
    const { rows } = await sql<{
      name: string;
    }>`select name from registration order by name collate "C"`.execute(query);
    expect(rows.map(({ name }) => name)).toEqual(['ADA', "D'ANGELO", 'EVA', '\u3164']);
  });

  it.each([
    ['/name', { sex: 'male' }],
    ['/name', { name: '', sex: 'male' }],
    ['/name', { name: '  ', sex: 'male' }],
    ['/name', { name: 'x'.repeat(51), sex: 'male' }],
    ['/name', { name: 'ß'.repeat(50), sex: 'male' }],
    ['/name', { name: '\u0301', sex: 'male' }],
    ['/name', { name: '\u3164', sex: 'male' }],
    ['/name', { name: 'R2D2', sex: 'male' }],
    ['/name', { name: '-', sex: 'male' }],
    ['/name', { name: 'A\nB', sex: 'male' }],
    ['/name', { name: 7, sex: 'male' }],
    ['/sex', { name: 'ADA' }],
    ['/sex', { name: 'ADA', sex: 'FEMALE' }],
  ])('refuses with a pointer to %s: %j', async (pointer, baby) => {
    const { status, headers, body } = await registerBaby(service, baby);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body.errors).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  it('registers once for an Idempotency-Key, however often it is sent at once', async () => {
    const [key, baby] = [newId(), { name: 'ADA', sex: 'female' }];
    await Promise.all(Array.from({ length: 5 }, () => registerBaby(service, baby, key)));
    const { status, body } = await registerBaby(service, baby, key);
    expect(status).toBe(201);
    expect(await said(body.registrationId)).toHaveLength(1);
    expect(await registerBaby(service, { ...baby, name: 'EVE' }, key)).toMatchObject({ status: 422 });
  });

  it('registers twice when two strangers choose the same Idempotency-Key', async () => {
    const behindProxy = await environment.start(namesIntake, { TRUSTED_PROXIES: '127.0.0.0/8' });
    const baby = { name: 'ADA', sex: 'female' };
    const key = newId();
    const from = (address: string) =>
      behindProxy.post('/baby', baby, { headers: { 'idempotency-key': key, 'x-forwarded-for': address } });
    const answers = [await from('192.0.2.1'), await from('192.0.2.2'), await from('192.0.2.1')];
    const [first, second, again] = answers.map(({ body }) => body.registrationId as string);
    expect(second).not.toBe(first);
    expect(again).toBe(first);
    await behindProxy.stop();
  });

  it('registers no more per minute for one network address than REGISTRATIONS_PER_MINUTE', async () => {
    await sql`delete from platform.rate_limit`.execute(service.database.query);
    const strict = await environment.start(namesIntake, { REGISTRATIONS_PER_MINUTE: '2' });
    const answers = [];
    for (let nth = 0; nth < 3; nth++)
      answers.push(await registerBaby(strict, { name: 'ADA', sex: 'female' }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 429]);
    await strict.stop();
  });
});
