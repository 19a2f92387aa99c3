import { Deprecated } from '#libs/service';
import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, eventually, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readOpenMetrics } from './fixtures/open-metrics.js';
import { lost, versions } from './fixtures/versions.js';

const END = {
  deprecation: '@1793491200',
  sunset: 'Sat, 01 May 2027 00:00:00 GMT',
};

describe('an API in two versions', () => {
  const id = newId();
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(versions);
  });
  afterAll(() => environment.close());

  const endOf = ({ headers }: { headers: Headers }) => ({
    deprecation: headers.get('deprecation'),
    sunset: headers.get('sunset'),
    link: headers.get('link'),
  });
  const to = (path: string) =>
    `<${path}>; rel="successor-version", </docs>; rel="deprecation"; type="text/html"`;

  it('announces in the old version when it ends, and its successor', async () => {
    const answer = await service.get(`/v1/labels/${id}`, { as: { person: id } });
    expect(answer).toMatchObject({ status: 200, body: { labelId: id } });
    expect(endOf(answer)).toEqual({ ...END, link: to(`/v2/labels/${id}`) });
    expect((await service.get(`/v2/labels/${id}`)).status).toBe(200);
  });

  it('announces nothing in the new version, nor without versions', async () => {
    const none = { deprecation: null, sunset: null };
    for (const path of [`/v2/labels/${id}`, '/tags', '/labels/1', '/v1/nothing']) {
      const { link, ...end } = endOf(await service.get(path));
      expect([path, end, link ?? '']).toEqual([path, none, expect.not.stringContaining('/v2')]);
    }
  });

  it.each<[string, number, () => Promise<{ status: number; headers: Headers }>]>([
    ['a caller without a token', 401, () => service.get(`/v1/labels/${id}`)],
    ['a service that may not', 403, () => service.get(`/v1/labels/${id}`, { as: { service: 'gamma' } })],
    ['a body that is no JSON', 400, () => service.put(`/v1/labels/${id}`, '{')],
    ['a body that is too large', 413, () => service.put(`/v1/labels/${id}`, { label: 'a'.repeat(102_401) })],
    ['a body that does not fit', 400, () => service.put(`/v1/labels/${id}`, {})],
  ])('announces it to %s too', async (_who, status, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(endOf(answer)).toEqual({ ...END, link: expect.stringContaining(to(`/v2/labels/${id}`)) });
    expect(answer.headers.get('link')).toMatch(/^<\/problems\/[a-z-]+>; rel="help", /);
  });

  it('escapes ids in the path of the successor', async () => {
    const { headers } = await service.get('/v1/labels/%3E%2F..%0d%0a', { as: { operator: 'o1' } });
    expect(headers.get('link')).toContain('</v2/labels/%3E%2F..%0D%0A>; rel="successor-version"');
  });

  it('documents which version ends, with operation ids of their own', async () => {
    const { paths } = (await service.get('/openapi.json')).body;
    expect(paths['/v1/labels/{labelId}'].get).toMatchObject({
      operationId: 'labelV1',
      deprecated: true,
      description: expect.stringMatching(/^Ends on 2027-05-01: use `\/v2\/labels\/\{labelId\}`\./),
    });
    expect(paths['/v2/labels/{labelId}'].get.operationId).toBe('labelV2');
    expect(paths['/v2/labels/{labelId}'].get).not.toHaveProperty('deprecated');
  });

  it('counts requests by version and consumer, from 0 for expected consumers', async () => {
    const fresh = await environment.start(versions);
    const counted = async () =>
      Object.fromEntries(
        readOpenMetrics((await fresh.get('/metrics')).body)
          .filter(({ name }) => name === 'http_versioned_requests_total')
          .map(({ labels: { version, consumer }, value }) => [`${consumer} ${version}`, value]),
      );
    const expected = { 'alpha v1': 0, 'beta v1': 0, 'person v1': 0, 'operator v1': 0 };
    expect(await counted()).toEqual(expected);
    const people = [newId(), newId()];
    for (const as of [{ service: 'alpha' }, { service: 'gamma' }, ...people.map((person) => ({ person }))])
      await fresh.get(`/v1/labels/${id}`, { as });
    await fresh.put(`/v1/labels/${id}`, { label: 'a' });
    await fresh.get(`/v2/labels/${id}`, { as: { service: 'beta' } });
    await fresh.get('/tags', { as: { service: 'beta' } });
    const asked = { 'alpha v1': 1, 'gamma v1': 1, 'person v1': 2, 'nobody v1': 1, 'beta v2': 1 };
    await eventually(async () => {
      expect(await counted()).toEqual({ ...expected, ...asked });
      return true;
    });
  });
});

describe('a deprecation', () => {
  it.each([
    ['soon', '2027-05-01'],
    ['2026-11-01', ''],
    ['2027-05-01', '2026-11-01'],
  ])('from %j to %j is invalid', (since, sunset) => {
    expect(() => Deprecated({ since, sunset, successor: '/v2' })).toThrow(
      /takes two days such as 2026-11-01/,
    );
  });

  it('whose successor has an unknown parameter prevents the start of the service', async () => {
    const environment = await TestEnvironment.open();
    await expect(environment.start(lost)).rejects.toThrow(
      '@Deprecated() names /v2/lost/:lostId, but /v1/lost/:id has no :lostId',
    );
    await environment.close();
  });
});
