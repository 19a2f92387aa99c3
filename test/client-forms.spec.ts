import { describe, expect, it } from '@jest/globals';
import { createTroupe } from '../contracts/client/index.js';

describe('a body that the API takes as a form', () => {
  const sent = async (init: object = {}) => {
    const requests: Request[] = [];
    const troupe = createTroupe({
      baseUrl: 'http://a',
      fetch: async (request) => {
        requests.push(request);
        return new Response();
      },
    });
    await troupe.POST('/api/oauth/revoke', { body: { token: 'a b' }, ...init });
    await troupe.POST('/api/baby', { body: { name: 'Oliver', sex: 'male' } });
    return Promise.all(
      requests.map(async (one) => [one.headers.get('content-type'), await one.text()] as const),
    );
  };

  it('needs no content type, and leaves others as they are', async () => {
    expect(await sent()).toEqual([
      ['application/x-www-form-urlencoded', 'token=a+b'],
      ['application/json', '{"name":"Oliver","sex":"male"}'],
    ]);
  });

  it('may be sent as the caller chooses', async () => {
    const body = new URLSearchParams({ token: 'c' });
    const [form] = await sent({ body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(form).toEqual(['application/x-www-form-urlencoded', 'token=c']);
  });
});
