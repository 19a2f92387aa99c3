import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, type Answer, eventually, message, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { loyalty } from '../src/loyalty.module.js';
import { account, ledger, redeem, register, registered, saidAbout, tell, WELCOME } from './accounts.js';

const REDEEMED = 'loyalty.points-redeemed.v1';
const problem = (code: string) => `urn:troupe:problem:${code}`;
const sum = (points: number[]) => points.reduce((total, one) => total + one, 0);

describe('loyalty', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(loyalty, { WELCOME_POINTS: String(WELCOME) });
  });
  afterAll(() => environment.close());

  const balanceOf = async (customerId: string) => (await account(service, customerId)).body.balance;
  const atOnce = (times: number, redemption: () => Promise<Answer>) =>
    Promise.all(Array.from({ length: times }, redemption));

  it('welcomes a new customer with points, and says so', async () => {
    const customerId = await register(environment, service);
    const { status, body } = await account(service, customerId);
    expect({ status, body }).toEqual({
      status: 200,
      body: { customerId, balance: WELCOME, debt: 0, version: 1 },
    });
    const [said] = await saidAbout(service, customerId, 'loyalty.account-opened.v1');
    expect(said?.body).toEqual({ customerId, balance: WELCOME });
    expect(said?.attributes).toMatchObject({
      source: '/troupe/loyalty',
      entityversion: 1,
      datasubject: customerId,
    });
  });

  it('gives an account a tag by its version, for a client that has it', async () => {
    const customerId = await register(environment, service);
    const { headers } = await account(service, customerId);
    expect(headers.get('etag')).toMatch(/^"1-/);
    const asking = {
      as: { person: customerId },
      headers: { 'if-none-match': headers.get('etag')! },
    };
    const short = await service.get(`/accounts/${customerId}`, asking);
    expect(short).toMatchObject({ status: 304, body: '' });
    await redeem(service, customerId, 1);
    expect((await service.get(`/accounts/${customerId}`, asking)).status).toBe(200);
  });

  it('welcomes a customer once, even when an event is delivered twice', async () => {
    const customerId = newId();
    const event = registered(customerId);
    await tell(environment, service, event, registered(customerId));
    await redeem(service, customerId, 30);
    await tell(environment, service, event, registered(customerId));
    expect(await balanceOf(customerId)).toBe(70);
    expect(await ledger(service, customerId)).toEqual([WELCOME, -30]);
    expect(await saidAbout(service, customerId, 'loyalty.account-opened.v1')).toHaveLength(1);
  });

  it('counts welcome points once, even when the first attempt fails at its very end', async () => {
    const customerId = newId();
    const granted = async () => {
      const { body } = await service.get('/metrics');
      return Number(/^loyalty_points_granted_total\{.*\} (\d+)/m.exec(body)?.[1]);
    };
    const before = await granted();
    await sql
      .raw(
        `create sequence attempt;
        create function fail_once() returns trigger language plpgsql as
          $$ begin if nextval('attempt') = 1 then raise 'broken by the test'; end if; return null; end $$;
        grant usage on sequence attempt to public;
        create constraint trigger fails_once after insert on account deferrable initially deferred
          for each row when (new.customer_id = '${customerId}') execute function fail_once();`,
      )
      .execute(service.database.query);
    await tell(environment, service, registered(customerId));
    expect(await balanceOf(customerId)).toBe(WELCOME);
    expect(await granted()).toBe(before + WELCOME);
  });

  it('redeems points up to the balance, and says so', async () => {
    const customerId = await register(environment, service);
    const answer = await redeem(service, customerId, 30);
    const redemption = { redemptionId: expect.any(String), customerId, points: 30, balance: 70 };
    expect(answer).toMatchObject({ status: 201, body: redemption });
    expect((await account(service, customerId)).body).toEqual({
      customerId,
      balance: 70,
      debt: 0,
      version: 2,
    });
    const [said] = await saidAbout(service, customerId, REDEEMED);
    const { redeemedAt: _at, ...redeemed } = answer.body;
    expect(said?.body).toEqual(redeemed);
    expect(said?.attributes).toMatchObject({ entityversion: 2, datasubject: customerId, actor: customerId });
  });

  it.each([101, 2 ** 31 - 1, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER])(
    'refuses to redeem %d points over the balance',
    async (points) => {
      const customerId = await register(environment, service);
      const answer = await redeem(service, customerId, points);
      expect(answer).toMatchObject({ status: 409, body: { type: problem('loyalty.balance-too-low') } });
      expect(await balanceOf(customerId)).toBe(WELCOME);
      expect(await ledger(service, customerId)).toEqual([WELCOME]);
      expect(await saidAbout(service, customerId, REDEEMED)).toEqual([]);
    },
  );

  it.each([0, -5, -(2 ** 31), 1.5, 2 ** 53, 1e308, '10', null, undefined])(
    'refuses to redeem %p points',
    async (points) => {
      const customerId = await register(environment, service);
      const { status, body } = await redeem(service, customerId, points);
      expect(status).toBe(400);
      expect(body.errors).toEqual([{ pointer: '/points', detail: expect.any(String) }]);
    },
  );

  it('never goes below zero when many redeem at once, and the ledger adds up', async () => {
    const customerId = await register(environment, service);
    const answers = await atOnce(20, () => redeem(service, customerId, 15));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(14);
    expect(await balanceOf(customerId)).toBe(10);
    expect(sum(await ledger(service, customerId))).toBe(10);
    const said = await saidAbout(service, customerId, REDEEMED);
    expect(said.map(({ body }) => body.balance)).toEqual([85, 70, 55, 40, 25, 10]);
    expect(said.map(({ attributes }) => attributes.entityversion)).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('shows the balance while a redemption is in progress', async () => {
    const customerId = await register(environment, service);
    await service.database.inTransaction(async (tx) => {
      await sql`set local idle_in_transaction_session_timeout = '5s'`.execute(tx); // fails instead of hanging
      await sql`select from account where customer_id = ${customerId} for update`.execute(tx);
      expect(await balanceOf(customerId)).toBe(WELCOME);
    });
  });

  describe('under an Idempotency-Key', () => {
    it('repeats the first answer, and redeems once', async () => {
      const customerId = await register(environment, service);
      const key = newId();
      const first = await redeem(service, customerId, 30, key);
      const again = await redeem(service, customerId, 30, key);
      expect(again).toMatchObject({ status: 201, body: first.body });
      expect(again.headers.get('location')).toBe(first.headers.get('location'));
      expect(await balanceOf(customerId)).toBe(70);
    });

    it('refuses another request', async () => {
      const customerId = await register(environment, service);
      const key = newId();
      await redeem(service, customerId, 30, key);
      const other = await redeem(service, customerId, 40, key);
      expect(other).toMatchObject({ status: 422, body: { type: problem('idempotency-key-reused') } });
      expect(await balanceOf(customerId)).toBe(70);
    });

    it('redeems once when the same request is sent many times at once', async () => {
      const customerId = await register(environment, service);
      const key = newId();
      const answers = await atOnce(8, () => redeem(service, customerId, 30, key));
      const done = answers.filter(({ status }) => status === 201);
      const early = answers.filter(({ status }) => status === 409);
      expect(done.length + early.length).toBe(8);
      for (const { body } of done) expect(body).toEqual(done[0]?.body);
      for (const { body } of early) expect(body.type).toBe(problem('request-in-progress'));
      expect((await redeem(service, customerId, 30, key)).body).toEqual(done[0]?.body);
      expect(await ledger(service, customerId)).toEqual([WELCOME, -30]);
    });

    it('tries a refused request again', async () => {
      const customerId = await register(environment, service);
      const key = newId();
      expect((await redeem(service, customerId, 101, key)).status).toBe(409);
      await sql`update account set balance = 101 where customer_id = ${customerId}`.execute(
        service.database.query,
      );
      expect((await redeem(service, customerId, 101, key)).status).toBe(201);
    });

    it('keeps the requests of two customers apart', async () => {
      const [one, other] = [await register(environment, service), await register(environment, service)];
      const key = newId();
      const answers = [await redeem(service, one, 30, key), await redeem(service, other, 40, key)];
      expect(answers.map(({ status, body }) => [status, body.balance])).toEqual([
        [201, 70],
        [201, 60],
      ]);
    });
  });

  it('shows a redemption where its answer says, and all of them in pages, the newest first', async () => {
    const customerId = await register(environment, service);
    const as = { person: customerId };
    const made = [];
    for (const points of [1, 2, 3, 4, 5]) made.unshift(await redeem(service, customerId, points));
    for (const { headers, body } of made) {
      expect(body.redeemedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
      expect(await service.get(headers.get('location') ?? '', { as })).toMatchObject({ status: 200, body });
    }
    const pages = [];
    let next: string | undefined = `/accounts/${customerId}/redemptions?limit=2`;
    while (next) {
      const { status, headers, body } = await service.get(next, { as });
      expect(status).toBe(200);
      pages.push(body.redemptions);
      const [, link] = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? [];
      next = link && new URL(link, new URL(next, service.url)).href;
    }
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(made.map(({ body }) => body));
    expect((await service.get(`/accounts/${customerId}/redemptions?cursor=!`, { as })).body.errors).toEqual([
      { pointer: '/query/cursor', detail: 'takes the cursor of a Link header' },
    ]);
  });

  it('shows neither redemptions to another customer, nor welcome points as a redemption', async () => {
    const customerId = await register(environment, service);
    const { headers } = await redeem(service, customerId, 1);
    const location = headers.get('location') ?? '';
    const [mine, other] = [{ person: customerId }, { person: await register(environment, service) }];
    const redemptions = `/accounts/${customerId}/redemptions`;
    for (const path of [redemptions, location])
      expect([path, (await service.get(path, { as: other })).status]).toEqual([path, 404]);
    const stolen = location.replace(customerId, other.person);
    expect((await service.get(stolen, { as: other })).status).toBe(404);
    expect((await service.get(`${redemptions}/${customerId}`, { as: mine })).status).toBe(404);
  });

  it('neither shows an account to another customer, nor lets them redeem from it', async () => {
    const customerId = await register(environment, service);
    const as = { person: await register(environment, service) };
    expect((await service.get(`/accounts/${customerId}`, { as })).status).toBe(404);
    expect((await service.post(`/accounts/${customerId}/redemptions`, { points: 1 }, { as })).status).toBe(
      404,
    );
    expect((await service.get(`/accounts/${customerId}`)).status).toBe(401);
    expect(await balanceOf(customerId)).toBe(WELCOME);
  });

  it('sends a malformed event to the hospital, and opens no account', async () => {
    const customerId = newId();
    const broken = message('customer.registered.v1', { customer: customerId });
    await environment.publish('customers', broken);
    const patient = await eventually(async () =>
      (await service.patients()).find(({ id }) => id === broken.id),
    );
    expect(patient).toMatchObject({ reason: 'malformed', attempts: 1 });
    expect(await account(service, customerId)).toMatchObject({
      status: 503,
      body: { type: problem('not-yet') },
    });
  });

  it('says of what a registration brings that it is still to come, and when to ask again', async () => {
    const customerId = newId();
    for (const early of [await account(service, customerId), await redeem(service, customerId, 30)]) {
      expect(early).toMatchObject({ status: 503, body: { type: problem('not-yet') } });
      expect(early.headers.get('retry-after')).toBe('1');
    }
    await tell(environment, service, registered(customerId));
    expect((await redeem(service, customerId, 30)).status).toBe(201);
  });

  it('is alive and ready', async () => {
    expect((await service.get('/health/live')).status).toBe(200);
    await service.untilReady();
  });

  it('limits the redemptions of one customer per minute', async () => {
    const strict = await environment.start(loyalty, {
      WELCOME_POINTS: String(WELCOME),
      REDEMPTIONS_PER_MINUTE: '2',
    });
    const [busy, other] = [await register(environment, service), await register(environment, service)];
    const statuses = [];
    for (const customer of [busy, busy, busy, other])
      statuses.push((await redeem(strict, customer, 1)).status);
    expect(statuses).toEqual([201, 201, 429, 201]);
    expect(await balanceOf(busy)).toBe(WELCOME - 2);
    await strict.stop();
  });
});
