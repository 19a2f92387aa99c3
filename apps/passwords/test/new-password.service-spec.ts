import { newId } from '#libs/telemetry';
import {
  type Answer,
  columnsWith,
  eventually,
  type ServiceUnderTest,
  TestEnvironment,
} from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { passwords } from '../src/passwords.module.js';
import { signReset } from '../src/reset-link.js';
import {
  changed,
  erased,
  hashesDuring,
  logIn,
  newEmail,
  PASSWORD,
  put,
  register,
  saidAbout,
  sendForm,
  tell,
} from './people.js';

const NEW = 'battery staple horse';
const PUBLIC_URL = 'https://shop.test/auth/';
const RESET_KEY = 'the key of this test'.padEnd(32, '.');
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const REQUESTED = 'credential.reset-requested.v1';
const CHANGED = 'credential.password-changed.v1';

describe('a new password', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  const settings = { PUBLIC_URL, RESET_KEY };

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(passwords, settings);
  });
  afterAll(() => environment.close());

  const refresh = (token: string) =>
    sendForm(service, '/oauth/token', { grant_type: 'refresh_token', refresh_token: token });
  const loggedIn = async () => {
    const { customerId, email } = await register(environment, service);
    const { body } = await logIn(service, email);
    return { customerId, email, token: body.refreshToken as string };
  };
  const change = (customerId: string, oldPassword: string, newPassword: string, as = customerId) =>
    service.put(`/credentials/${customerId}/password`, { oldPassword, newPassword }, { as: { person: as } });
  const requests = async (customerId: string) =>
    (await saidAbout(service, customerId, REQUESTED)).map(({ body }) => body.requestId as string);
  const linkOf = async (requestId: string) =>
    service.get(`/reset-links/${requestId}`, { as: { service: 'email' } });
  const request = (email: string, at = service) => at.post('/password-resets', { email });
  /** The path of the link that a request for an address brings. */
  const link = async ({ customerId, email }: { customerId: string; email: string }): Promise<string> => {
    const before = (await requests(customerId)).length;
    expect(await request(email)).toMatchObject({ status: 202, body: '' });
    const made = await eventually(async () => {
      const all = await requests(customerId);
      return all.length > before && all.at(-1);
    });
    const { status, body } = await linkOf(made as string);
    expect({ status, link: body.link }).toEqual({ status: 200, link: expect.stringContaining(PUBLIC_URL) });
    return (body.link as string).replace(PUBLIC_URL, '/');
  };
  const set = (path: string, password = NEW) => sendForm(service, path, { password });
  const used = { status: 410, body: { type: 'urn:troupe:problem:passwords.link-used' } };

  describe('by the old one', () => {
    it('replaces it, ends all sessions, and begins a new one', async () => {
      const { customerId, email, token } = await loggedIn();
      const other = (await logIn(service, email)).body.refreshToken as string;
      const { status, body } = await change(customerId, PASSWORD, NEW);
      expect({ status, body }).toEqual({
        status: 200,
        body: {
          accessToken: expect.any(String),
          tokenType: 'Bearer',
          expiresIn: 900,
          refreshToken: expect.any(String),
        },
      });
      for (const ended of [token, other]) expect((await refresh(ended)).status).toBe(400);
      expect((await refresh(body.refreshToken)).status).toBe(200);
      expect((await logIn(service, email)).status).toBe(401);
      expect((await logIn(service, email, NEW)).status).toBe(201);
      expect(await saidAbout(service, customerId, CHANGED)).toMatchObject([{ body: { customerId, email } }]);
      expect(await saidAbout(service, customerId, 'credential.token-reused.v1')).toEqual([]);
    });

    it('is refused when the old one is wrong, and ends nothing', async () => {
      const { customerId, token } = await loggedIn();
      expect(await change(customerId, NEW, NEW)).toMatchObject({
        status: 403,
        body: { type: 'urn:troupe:problem:passwords.wrong-old' },
      });
      expect((await refresh(token)).status).toBe(200);
    });

    it('is set once when it is sent twice at once', async () => {
      const { customerId, email } = await loggedIn();
      const answers = await Promise.all([NEW, `${NEW}!`].map((next) => change(customerId, PASSWORD, next)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1); // the other one is refused, or too much at once
      expect(await saidAbout(service, customerId, CHANGED)).toHaveLength(1);
      expect((await logIn(service, email)).status).toBe(401);
    });

    it('is set by its person alone, and must be long enough', async () => {
      const { customerId } = await loggedIn();
      expect((await change(customerId, PASSWORD, NEW, newId())).status).toBe(404);
      const nobody = newId();
      expect((await change(nobody, PASSWORD, NEW)).status).toBe(404);
      expect(await change(customerId, PASSWORD, 'short')).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/newPassword' }] },
      });
    });
  });

  describe('by a link', () => {
    it('is set once, ends all sessions, and every other link', async () => {
      const person = await loggedIn();
      const [first, second] = [await link(person), await link(person)];
      const page = await service.get(first, { headers: BROWSER });
      expect(page).toMatchObject({ status: 200, body: expect.stringContaining('type="password"') });
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect((await refresh(person.token)).status).toBe(200); // opening it changes nothing
      const done = await service.request('POST', first, {
        body: String(new URLSearchParams({ password: NEW })),
        headers: { ...BROWSER, 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(done).toMatchObject({ status: 200, body: expect.stringContaining('Your password is changed') });
      for (const path of [first, second]) expect(await set(path, PASSWORD)).toMatchObject(used);
      expect((await logIn(service, person.email, NEW)).status).toBe(201);
      expect((await logIn(service, person.email)).status).toBe(401);
      expect(await saidAbout(service, person.customerId, CHANGED)).toHaveLength(1);
      const { rows } = await sql`select from session where customer_id = ${person.customerId}`.execute(
        service.database.query,
      );
      expect(rows).toHaveLength(1); // the log-in with the new password
    });

    it('answers alike, and works as hard, for an address that nobody has', async () => {
      const { email } = await loggedIn();
      const told = ({ status, headers, body }: Answer) => ({
        status,
        body,
        headers: [...headers].filter(([name]) => !['date', 'x-correlation-id', 'ratelimit'].includes(name)),
      });
      const before = (await service.said(REQUESTED)).length;
      const known = await request(` ${email.toUpperCase()}`);
      const unknown = await request(newEmail());
      expect(told(unknown)).toEqual(told(known));
      await eventually(async () => (await service.said(REQUESTED)).length > before);
      expect(await hashesDuring(() => request(email))).toBe(0);
      // Both leave the same work behind: what the address decides is done after the answer.
      await service.database.inTransaction(async (tx) => {
        await sql`lock table credential in exclusive mode`.execute(tx); // so that the work waits
        expect(
          (await Promise.all([request(email), request(newEmail())])).map(({ status }) => status),
        ).toEqual([202, 202]);
        const { rows } = await sql<{ length: number }>`
          select distinct length(body) from messaging.retry where type = 'credential.begin-reset'`.execute(
          tx,
        );
        expect(rows).toHaveLength(1);
      });
    });

    it('is the same whenever the link is asked for, and for `email` alone', async () => {
      const person = await loggedIn();
      const path = await link(person);
      const [requestId = ''] = await requests(person.customerId);
      expect((await linkOf(requestId)).body.link).toBe(PUBLIC_URL + path.slice(1));
      expect((await linkOf(newId())).status).toBe(404);
      const stranger = await service.get(`/reset-links/${requestId}`, { as: { person: person.customerId } });
      expect(stranger.status).toBe(403);
    });

    it('is not set by a link that has expired, whose page offers another one', async () => {
      const person = await loggedIn();
      await link(person);
      const [requestId = ''] = await requests(person.customerId);
      const past = new Date(Date.now() - 1_000);
      const old = `/password-resets/${await signReset({ requestId, customerId: person.customerId }, RESET_KEY, past)}`;
      expect(await set(old)).toMatchObject({
        status: 410,
        body: { type: 'urn:troupe:problem:passwords.link-expired' },
      });
      const { body } = await service.get(old, { headers: BROWSER });
      const [, action = 'none'] = /<form method="post" action="([^"]+)">/.exec(body) ?? [];
      const answer = await sendForm(service, new URL(action, new URL(old, service.url)).pathname, {});
      expect(answer).toMatchObject({
        status: 202,
        body: expect.stringContaining('A new link is on its way'),
      });
      await eventually(async () => (await requests(person.customerId)).length === 2);
    });

    it('is not set after its time, though the token says otherwise', async () => {
      const person = await loggedIn();
      const path = await link(person);
      await sql`update password_reset set requested_at = now() - interval '61 minutes'
        where customer_id = ${person.customerId}`.execute(service.database.query);
      expect(await set(path)).toMatchObject(used);
      expect((await linkOf((await requests(person.customerId))[0]!)).status).toBe(404);
    });

    it('is not set by a forged link, or one to an older address', async () => {
      const person = await loggedIn();
      const path = await link(person);
      const claim = { requestId: (await requests(person.customerId))[0]!, customerId: person.customerId };
      const forged = await signReset(claim, 'x'.repeat(32), new Date(Date.now() + 60_000));
      for (const bad of [`/password-resets/${forged}`, '/password-resets/please', path.slice(0, -4)])
        expect(await set(bad)).toMatchObject({
          status: 404,
          body: { type: 'urn:troupe:problem:passwords.bad-link' },
        });
      await tell(environment, service, changed(person.customerId, newEmail(), 2));
      expect(await set(path)).toMatchObject(used);
    });

    it('must be long enough, and the form is shown again', async () => {
      const path = await link(await loggedIn());
      expect(await set(path, '1234567')).toMatchObject({
        status: 400,
        body: { type: 'urn:troupe:problem:passwords.bad-password' },
      });
      const page = await service.request('POST', path, {
        body: 'password=short',
        headers: { ...BROWSER, 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(page).toMatchObject({ status: 400, body: expect.stringContaining('type="password"') });
      expect((await set(path)).status).toBe(200);
    });

    it('is gone with an erased person', async () => {
      const person = await loggedIn();
      const path = await link(person);
      await tell(environment, service, erased(person.customerId));
      expect(await set(path)).toMatchObject(used);
      expect(await service.tablesWith(person.email)).toEqual([]);
      expect(await service.tablesWith(person.customerId)).toEqual([
        'messaging.outbox',
        'messaging.tombstone',
      ]);
    });
  });

  it('and its links are in no event, row, log line or span', async () => {
    const person = await loggedIn();
    const path = await link(person);
    await service.get(path);
    await set(path, `${NEW} ${person.customerId}`);
    const other = await register(environment, service);
    await change(other.customerId, PASSWORD, `${NEW} ${other.customerId}`);
    await put(service, newId(), { password: PASSWORD });
    const spans = environment.spans.getFinishedSpans();
    const told = JSON.stringify([
      environment.logs,
      spans.map(({ name, attributes, events }) => ({ name, attributes, events })),
      (await service.get('/metrics')).body,
    ]);
    const secrets = [path.split('/').at(-1)!, `${NEW} ${person.customerId}`, `${NEW} ${other.customerId}`];
    for (const secret of secrets) {
      expect(told).not.toContain(secret);
      for (const database of [service.database, environment.database('broker')])
        expect(await columnsWith(database, secret)).toEqual([]);
    }
  });

  it.each([
    ['requests of one address, known or unknown', { RESETS_PER_ACCOUNT_PER_HOUR: '1' }],
    ['requests of one network address', { RESET_REQUESTS_PER_MINUTE: '1' }],
  ])('is limited by %s', async (_what, limit) => {
    const strict = await environment.start(passwords, { ...settings, ...limit });
    const { email } = await register(environment, service);
    for (const address of [email, newEmail()]) {
      await sql`delete from platform.rate_limit`.execute(service.database.query);
      expect((await request(address, strict)).status).toBe(202);
      expect((await request(address, strict)).status).toBe(429);
    }
    await strict.stop();
  });
});
