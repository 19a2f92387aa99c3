import { newId } from '#libs/telemetry';
import { columnsWith, eventually, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { passwords } from '../src/passwords.module.js';
import { hashOf } from '../src/refresh-token.js';
import { erased, logIn, register, saidAbout, sendForm, tell } from './people.js';

const GRACE = '10s';
const invalid = {
  status: 400,
  body: { error: 'invalid_grant', type: 'urn:troupe:problem:oauth.invalid-grant' },
};

describe('a session', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(passwords, { REFRESH_GRACE: GRACE, SWEEP_EVERY: '100ms' });
  });
  afterAll(() => environment.close());

  const begin = async () => {
    const { customerId, email } = await register(environment, service);
    const { body } = await logIn(service, email);
    return { customerId, email, token: body.refreshToken as string };
  };
  const refresh = (token: string, at = service) =>
    sendForm(at, '/oauth/token', { grant_type: 'refresh_token', refresh_token: token });
  const next = async (token: string): Promise<string> => {
    const answer = await refresh(token);
    expect(answer.status).toBe(200);
    return answer.body.refresh_token as string;
  };
  const logOut = (token: string, more = {}) => sendForm(service, '/oauth/revoke', { token, ...more });
  const age = (customerId: string, hours: number, column: 'began_at' | 'refreshed_at') =>
    sql`update session set ${sql.ref(column)} = now() - ${hours} * interval '1 hour'
      where customer_id = ${customerId}`.execute(service.database.query);
  const endGrace = (customerId: string) =>
    sql`update refresh_token set exchanged_at = exchanged_at - interval '10 seconds'
      from session where session.id = session_id and customer_id = ${customerId}`.execute(
      service.database.query,
    );
  const rowsOf = async (customerId: string) => {
    const { rows } = await sql`select from session where customer_id = ${customerId}`.execute(
      service.database.query,
    );
    return rows.length;
  };

  it('goes on by a refresh, each with the next token', async () => {
    const { customerId, token } = await begin();
    const { status, headers, body } = await refresh(token);
    expect({ status, cache: headers.get('cache-control') }).toEqual({ status: 200, cache: 'no-store' });
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 900,
      refresh_token: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(decodeJwt(body.access_token)).toMatchObject({ sub: customerId, client_id: 'troupe-sign-in' });
    expect((await refresh(body.refresh_token)).status).toBe(200);
  });

  it('ends when an exchanged token comes again, for thief and owner', async () => {
    const { customerId, email, token } = await begin();
    const other = (await logIn(service, email)).body.refreshToken as string;
    const newest = await next(await next(token));
    expect(await refresh(token)).toMatchObject(invalid);
    expect(await refresh(newest)).toMatchObject(invalid);
    expect(await saidAbout(service, customerId, 'credential.token-reused.v1')).toMatchObject([
      { body: { customerId, email } },
    ]);
    expect((await refresh(other)).status).toBe(200); // another session of the same person goes on
  });

  it('goes on after an answer that was lost, and then knows the lost one as used', async () => {
    const { customerId, token } = await begin();
    const lost = await next(token);
    const repeated = await next(token);
    const newest = await next(repeated);
    expect(await refresh(lost)).toMatchObject(invalid);
    expect(await refresh(newest)).toMatchObject(invalid);
    expect(await saidAbout(service, customerId, 'credential.token-reused.v1')).toHaveLength(1);
  });

  it('ends when the answer is repeated after the grace', async () => {
    const { customerId, token } = await begin();
    const lost = await next(token);
    await endGrace(customerId);
    expect(await refresh(token)).toMatchObject(invalid);
    expect(await refresh(lost)).toMatchObject(invalid);
  });

  it('goes on with either answer when one token is sent several times at once', async () => {
    const { customerId, token } = await begin();
    const answers = await Promise.all([1, 2, 3].map(() => refresh(token)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const tokens = answers.map(({ body }) => body.refresh_token as string);
    expect(new Set(tokens).size).toBe(3);
    await next(await next(tokens[1]!));
    expect(await saidAbout(service, customerId, 'credential.token-reused.v1')).toEqual([]);
  });

  it('is ended by no thief who guesses, and by no token of nobody', async () => {
    const { token } = await begin();
    for (const wrong of ['', 'x', `${token}x`, token.slice(1), '\u0000', newId()])
      expect(await refresh(wrong)).toMatchObject(invalid);
    expect((await refresh(token)).status).toBe(200);
  });

  it.each([
    ['after 14 days without a refresh', 14 * 24, 'refreshed_at'],
    ['90 days after the log-in', 90 * 24, 'began_at'],
  ] as const)('ends %s, and is swept', async (_when, hours, column) => {
    const { customerId, token } = await begin();
    await age(customerId, hours - 1, column);
    const newest = await next(token);
    await age(customerId, hours, column);
    expect(await refresh(newest)).toMatchObject(invalid);
    expect(await saidAbout(service, customerId, 'credential.token-reused.v1')).toEqual([]);
    await eventually(async () => (await rowsOf(customerId)) === 0);
  });

  it('ends by a log-out, with any of its tokens', async () => {
    const { customerId, token } = await begin();
    const newest = await next(token);
    for (const one of [token, newest, 'unknown'])
      expect(await logOut(one, { token_type_hint: 'refresh_token' })).toMatchObject({
        status: 200,
        body: '',
      });
    expect(await refresh(newest)).toMatchObject(invalid);
    expect(await rowsOf(customerId)).toBe(0);
  });

  it('is not ended by an access token, whose sender is told what to send', async () => {
    const { email } = await register(environment, service);
    const { body } = await logIn(service, email);
    expect(await logOut(body.accessToken)).toMatchObject({
      status: 400,
      body: { error: 'unsupported_token_type' },
    });
    expect(await sendForm(service, '/oauth/revoke', {})).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', errors: [{ pointer: '/token' }] },
    });
    expect((await refresh(body.refreshToken)).status).toBe(200);
  });

  it('is gone with an erased person', async () => {
    const { customerId, token } = await begin();
    await next(token);
    await tell(environment, service, erased(customerId));
    expect(await refresh(token)).toMatchObject(invalid);
    expect(await rowsOf(customerId)).toBe(0);
    expect(await service.tablesWith(customerId)).toEqual(['messaging.outbox', 'messaging.tombstone']);
  });

  it('leaves its tokens in no event, no row, no log line and no span', async () => {
    const { customerId, token } = await begin();
    const tokens = [token, await next(token)];
    await refresh(token);
    await refresh('a token that nobody has');
    tokens.push(await next(tokens[1]!));
    await refresh(token); // ends the session
    const { email } = await register(environment, service);
    tokens.push((await logIn(service, email)).body.refreshToken);
    await logOut(tokens.at(-1)!);
    expect(await saidAbout(service, customerId, 'credential.token-reused.v1')).toHaveLength(1);
    const spans = environment.spans
      .getFinishedSpans()
      .map(({ name, attributes, events }) => ({ name, attributes, events }));
    const told = JSON.stringify([environment.logs, spans, (await service.get('/metrics')).body]);
    for (const one of [...tokens, 'a token that nobody has']) {
      expect(told).not.toContain(one);
      for (const database of [service.database, environment.database('broker')])
        expect(await columnsWith(database, one)).toEqual([]);
    }
    const kept = hashOf((await begin()).token);
    expect(await service.tablesWith(kept)).toEqual(['public.refresh_token']); // the search finds what is there
  });

  describe('refreshed too often', () => {
    beforeEach(async () => {
      await sql`delete from platform.rate_limit`.execute(service.database.query);
    });
    const limited = { status: 429, body: { type: 'urn:troupe:problem:too-many-requests' } };

    it.each([
      ['by one person', 'REFRESHES_PER_PERSON_PER_MINUTE'],
      ['from one network address', 'REFRESHES_PER_MINUTE'],
    ])('%s is refused, and goes on later', async (_who, setting) => {
      const strict = await environment.start(passwords, { [setting]: '1' });
      const { token } = await begin();
      const { body } = await refresh(token, strict);
      expect(await refresh(body.refresh_token, strict)).toMatchObject(limited);
      expect((await refresh(body.refresh_token)).status).toBe(200);
      await strict.stop();
    });
  });
});
