import { newId } from '#libs/telemetry';
import { columnsWith, eventually } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { signClaim } from '../src/verification-link.js';
import { EmailFixture, type Person, PUBLIC_URL } from './fixtures/email-fixture.js';

const VERIFICATION_KEY = 'the key of this test'.padEnd(32, '.');
const DAY = 86_400_000;
const VERIFIED = 'email.verified.v1';
const SENT = 'email.verification-sent.v1';
/** What a browser sends for a form without fields when its button is pressed. */
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

describe('a verification', () => {
  let fixture: EmailFixture;

  beforeAll(async () => {
    fixture = await EmailFixture.open({ VERIFICATION_KEY });
  });
  afterAll(() => fixture.close());

  const registered = async (): Promise<{ person: Person; link: string }> => {
    const person = fixture.person();
    await person.register();
    return { person, link: await person.link() };
  };
  const follow = (link: string) => fixture.service.get(link, { headers: BROWSER });
  const press = (link: string) =>
    fixture.service.request('POST', link, { body: '', headers: { ...BROWSER, ...FORM } });
  const again = (link: string, at = fixture.service) =>
    at.request('POST', `${link}/again`, { body: '', headers: { ...BROWSER, ...FORM } });
  /** The same two requests by a client that does not read HTML. */
  const both = (link: string) =>
    Promise.all([
      fixture.service.get(link),
      fixture.service.request('POST', link, { headers: { accept: 'application/problem+json, */*' } }),
    ]);
  const proof = ({ snapshot }: Person) => ({
    customerId: snapshot.customerId,
    emailHash: snapshot.emailHash,
  });

  it('begins with a page that only asks, because mail scanners follow links', async () => {
    const { person, link } = await registered();
    for (let times = 0; times < 3; times++) expect((await follow(link)).status).toBe(200);
    expect((await fixture.service.request('HEAD', link)).status).toBe(200);
    expect(await person.said(VERIFIED)).toEqual([]);
  });

  it('has pages that name the shop and the address, and lead on', async () => {
    const { person, link } = await registered();
    const asked = (await follow(link)).body as string;
    expect(asked).toContain(`at MusicCorp has the e-mail address <strong>${person.snapshot.email}</strong>`);
    const home = `<a href="${new URL('/', PUBLIC_URL).href}">Go to MusicCorp</a>`;
    expect((await press(link)).body).toContain(home);
    expect((await follow(link)).body).toContain(home);
  });

  it('is limited per minute for each network address', async () => {
    const { link } = await registered();
    const strict = await fixture.replica({ VERIFICATION_KEY, VERIFICATIONS_PER_MINUTE: '2' });
    await sql`delete from platform.rate_limit`.execute(strict.database.query);
    const statuses = [];
    for (let times = 0; times < 3; times++)
      statuses.push((await strict.get(link, { headers: BROWSER })).status);
    expect(statuses).toEqual([200, 200, 429]);
    await strict.stop();
  });

  it('is done when the button is pressed, and says which address it was', async () => {
    const { person, link } = await registered();
    expect((await press(link)).status).toBe(200);
    const [said] = (await fixture.service.said(VERIFIED)).filter(
      ({ body }) => body.customerId === person.customerId,
    );
    expect(said).toMatchObject({
      body: proof(person),
      attributes: { source: '/troupe/email', subject: person.customerId, datasubject: person.customerId },
    });
    expect(JSON.stringify(said)).not.toContain(person.email);
  });

  it('tells whoever opens a used link that it is done', async () => {
    const { person, link } = await registered();
    await press(link);
    expect((await follow(link)).body).toContain('<h1>Your e-mail address is confirmed</h1>');
    const { customerId, emailHash } = proof(person);
    const old = `/verifications/${await signed(customerId, emailHash, new Date(Date.now() - 2 * DAY))}`;
    expect(await follow(old)).toMatchObject({ status: 200 });
    expect((await again(old)).body).toContain('<h1>Your e-mail address is confirmed</h1>');
  });

  describe('by another mail', () => {
    beforeEach(async () => {
      await sql`delete from platform.rate_limit`.execute(fixture.service.database.query);
    });
    const request = (customerId: string, as = customerId, at = fixture.service) =>
      at.post(`/customers/${customerId}/verification-mails`, undefined, { as: { person: as } });
    const expired = async ({ snapshot: { customerId, emailHash } }: Person) =>
      `/verifications/${await signed(customerId, emailHash, new Date(Date.now() - 2 * DAY))}`;

    it('is possible for the customer, and the older link still works', async () => {
      const { person, link } = await registered();
      await eventually(async () => (await person.said(SENT)).length === 1);
      expect(await request(person.customerId)).toMatchObject({ status: 202, body: '' });
      const [first, second] = await person.mails(2);
      expect(second).toMatchObject({ to: first?.to, subject: first?.subject });
      expect(second?.text).toMatch(/^Hello Ann,/);
      expect(second?.messageId).not.toBe(first?.messageId);
      await eventually(async () => (await person.said(SENT)).length === 2);
      expect((await press(link)).status).toBe(200);
      expect(await request(person.customerId)).toMatchObject({
        status: 409,
        body: { type: 'urn:troupe:problem:email.already-verified' },
      });
    });

    it('does not wait behind the mails that sign-ups sent to the address', async () => {
      const { person } = await registered();
      for (let nth = 0; nth < 2; nth++) {
        const other = fixture.person();
        other.email = person.email;
        await other.register();
        await eventually(async () => (await other.said(SENT)).length);
      }
      expect((await request(person.customerId)).status).toBe(202);
      await eventually(async () => (await person.said(SENT)).length === 2);
    });

    it('is offered by the page of an expired link, and sent to its address', async () => {
      const { person } = await registered();
      const old = await expired(person);
      const page = await follow(old);
      const [, action = 'none'] = /<form method="post" action="([^"]+)">/.exec(page.body) ?? [];
      expect({ status: page.status, body: page.body }).toEqual({
        status: 410,
        body: expect.stringContaining('<h1>This link has expired</h1>'),
      });
      const target = new URL(action, new URL(old, fixture.service.url)).pathname;
      expect(target).toBe(`${old}/again`);
      const answer = await fixture.service.request('POST', target, {
        body: '',
        headers: { ...BROWSER, ...FORM },
      });
      expect(answer).toMatchObject({
        status: 202,
        body: expect.stringContaining('<h1>A new link is on its way</h1>'),
      });
      expect((await press(await person.link(2))).status).toBe(200);
    });

    it('is limited for each customer, whoever asks, and for each network address', async () => {
      const { person } = await registered();
      const old = await expired(person);
      const limits = { VERIFICATION_REQUESTS_PER_HOUR: '2', VERIFICATION_REQUESTS_PER_MINUTE: '5' };
      const strict = await fixture.replica({ VERIFICATION_KEY, ...limits });
      const statuses = [
        await again(old, strict),
        await request(person.customerId, person.customerId, strict),
      ];
      expect(statuses.map(({ status }) => status)).toEqual([202, 202]);
      const refused = await again(old, strict);
      expect(refused).toMatchObject({
        status: 429,
        body: expect.stringContaining('<h1>No mail was sent</h1>'),
      });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
      expect((await request(person.customerId, person.customerId, strict)).status).toBe(429);
      expect((await again('/verifications/x', strict)).status).toBe(404);
      expect((await again('/verifications/x', strict)).status).toBe(429);
      await strict.stop();
    });

    it('is sent to nobody for a link that is forged, or to an older address, or of an erased customer', async () => {
      const { person, link } = await registered();
      const { customerId, emailHash } = proof(person);
      const forged = `/verifications/${await signed(customerId, emailHash, new Date(), 'x'.repeat(32))}`;
      const old = await expired(person);
      await person.change(`new-${person.email}`);
      for (const path of [forged, old, link]) expect((await again(path)).status).toBe(404);
      await person.erase();
      expect((await request(customerId)).status).toBe(404);
    });

    it('is not sent for anybody else', async () => {
      const { person } = await registered();
      expect((await request(person.customerId, newId())).status).toBe(404);
      expect(
        (await fixture.service.post(`/customers/${person.customerId}/verification-mails`, undefined)).status,
      ).toBe(401);
    });

    it('is refused where an earlier version kept no address, until its event is replayed', async () => {
      const { person } = await registered();
      await sql`update verification set email = null, given_name = null
        where customer_id = ${person.customerId}`.execute(fixture.service.database.query);
      expect(await request(person.customerId)).toMatchObject({
        status: 409,
        body: { type: 'urn:troupe:problem:email.address-not-kept' },
      });
      await person.register();
      expect((await request(person.customerId)).status).toBe(202);
      await person.mails(2);
    });
  });

  it('ends that the address is kept for it, and leaves its link in no event, row, log line or span', async () => {
    const { person, link } = await registered();
    const kept = () => fixture.service.tablesWith(person.email);
    await eventually(async () => !(await person.waiting()));
    expect(await kept()).toEqual(['public.recipient', 'public.verification']);
    await press(link);
    expect(await kept()).toEqual(['public.recipient']); // for mails about orders
    const token = link.replace('/verifications/', '');
    for (const database of [fixture.service.database, fixture.environment.database('broker')])
      expect(await columnsWith(database, token)).toEqual([]);
    const spans = fixture.environment.spans.getFinishedSpans();
    const told = spans.map(({ name, attributes, events }) => ({ name, attributes, events }));
    expect(JSON.stringify([fixture.environment.logs, told])).not.toContain(token);
  });

  it('is done once, however often the button is pressed', async () => {
    const { person, link } = await registered();
    const answers = await Promise.all([press(link), press(link), press(link)]);
    answers.push(await press(link));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await person.said(VERIFIED)).toEqual([proof(person)]);
  });

  it('is required again for an address that is used again', async () => {
    const { person, link } = await registered();
    await press(link);
    const old = person.email;
    await person.change(`new-${old}`);
    await person.link(2);
    await person.change(old);
    await press(await person.link(3));
    expect(await person.said(VERIFIED)).toEqual([proof(person), proof(person)]);
  });

  it('is refused for a link to an older address', async () => {
    const { person, link } = await registered();
    await person.change(`new-${person.email}`);
    const second = await person.link(2);
    expect((await press(link)).status).toBe(404);
    await press(second);
    expect(await person.said(VERIFIED)).toEqual([proof(person)]);
  });

  it('is refused for the link from before a change, after the customer has changed back to that address', async () => {
    const { person, link } = await registered();
    const old = person.email;
    await person.change(`new-${old}`);
    await person.link(2);
    await person.change(old);
    const newest = await person.link(3);
    for (const { status } of [await follow(link), await press(link)]) expect(status).toBe(404);
    expect(await person.said(VERIFIED)).toEqual([]);
    expect((await press(newest)).status).toBe(200);
    expect(await person.said(VERIFIED)).toEqual([proof(person)]);
  });

  it('is still possible with the link from before a change of something else', async () => {
    const { person, link } = await registered();
    await person.change();
    expect((await press(link)).status).toBe(200);
  });

  it('is still possible with a link that was sent before links had a version', async () => {
    const { person } = await registered();
    const { customerId, emailHash } = proof(person);
    await sql`update verification set since = 0 where customer_id = ${customerId}`.execute(
      fixture.service.database.query,
    );
    const link = `/verifications/${await signed(customerId, emailHash, new Date(), VERIFICATION_KEY, 0)}`;
    expect((await press(link)).status).toBe(200);
    await person.change(`new-${person.email}`);
    expect((await press(link)).status).toBe(404);
  });

  it('accepts the form as browsers send it, and without a body', async () => {
    const { person, link } = await registered();
    const answer = await fixture.service.request('POST', link, { body: 'a=1&b=%20', headers: FORM });
    expect(answer.status).toBe(200);
    expect((await fixture.service.request('POST', link)).status).toBe(200);
    expect(await person.said(VERIFIED)).toHaveLength(1);
  });

  it('shows accessible pages', async () => {
    const { link } = await registered();
    const [question, thanks] = [await follow(link), await press(link)];
    for (const { headers, body } of [question, thanks]) {
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(body).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(body).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
      const [, title, heading] = /<title>(.+)<\/title>[^]*<main>\n<h1>(.+)<\/h1>/.exec(body) ?? [];
      expect(title).toBe(heading);
    }
    expect(question.body).toMatch(/<form method="post"><button>[\w ,-]+<\/button><\/form>/);
    expect(thanks.body).not.toContain('<form');
  });

  it('shows pages that do not leak their URL', async () => {
    const { link } = await registered();
    for (const { headers } of [await follow(link), await press(link)]) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
  });

  const signed = (customerId: string, emailHash: string, now: Date, key = VERIFICATION_KEY, version = 1) =>
    signClaim({ customerId, emailHash, version }, key, now, 2 * DAY);

  it('is refused for an expired link', async () => {
    const { person } = await registered();
    const { customerId, emailHash } = proof(person);
    const link = `/verifications/${await signed(customerId, emailHash, new Date(Date.now() - 2 * DAY))}`;
    for (const answer of await both(link)) {
      expect(answer).toMatchObject({ status: 410, body: { type: 'urn:troupe:problem:email.link-expired' } });
    }
    expect(await person.said(VERIFIED)).toEqual([]);
  });

  it('explains in a page what is wrong with the link', async () => {
    for (const { status, headers, body } of [
      await follow('/verifications/x'),
      await press('/verifications/x'),
    ]) {
      expect(status).toBe(404);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(body).toContain(
        '<h1>This link does not work</h1>\n' +
          '<p>This link is not valid: open the one from your latest mail, or log in and request a new mail.</p>',
      );
    }
  });

  it('is refused for a forged link', async () => {
    const { person, link } = await registered();
    const { customerId, emailHash } = proof(person);
    const forged = [
      `/verifications/${await signed(customerId, emailHash, new Date(), 'x'.repeat(32))}`,
      `/verifications/${await signed(newId(), emailHash, new Date())}`,
      `/verifications/${await signed(customerId, 'another hash', new Date())}`,
      link.slice(0, -8),
      '/verifications/please',
    ];
    for (const path of forged) {
      for (const answer of await both(path)) {
        expect(answer).toMatchObject({ status: 404, body: { type: 'urn:troupe:problem:email.bad-link' } });
      }
    }
    expect(await person.said(VERIFIED)).toEqual([]);
  });
});
