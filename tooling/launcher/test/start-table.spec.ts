import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serviceRow } from '../src/start-table.js';

const page = (isPublic = true) => ({
  'x-access': { public: isPublic },
  responses: { 200: { content: { 'text/html': {} } } },
});

describe('the row of a service', () => {
  let server: Server | undefined;
  afterEach(() => server?.close().closeAllConnections());

  const hintOf = async (paths: object) => {
    server = createServer((_request, response) => response.end(JSON.stringify({ paths })));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return (await serviceRow({ name: 'shelf', url }, 'http://127.0.0.1:4010/api')).hint;
  };

  it('leads to its page, where people reach it', async () => {
    const paths = { '/shelf/cart': { get: page(), post: {} }, '/shelf': { get: page() } };
    expect(await hintOf(paths)).toBe('in a browser: http://127.0.0.1:4010/api/shelf');
  });

  it('leads to the page of the gateway, whose paths are those that people use', async () => {
    expect(await hintOf({ '/api/shelf': { get: page() } })).toBe(
      'in a browser: http://127.0.0.1:4010/api/shelf',
    );
  });

  it.each([
    [
      'has no page',
      { '/lamps': { get: { responses: {} }, post: {} }, '/shades': { get: {} } },
      'GET /lamps, POST /lamps',
    ],
    ['has its front page alone', { '/': { get: page() } }, 'GET /'],
    ['has a page by a link', { '/links/{token}': { get: page() } }, 'GET /links/{token}'],
    ['has a page for operators', { '/desk': { get: page(false) } }, 'GET /desk'],
    ['has no path', {}, 'only events'],
  ])('names its first operations when it %s', async (_what, paths, hint) => {
    expect(await hintOf(paths)).toBe(hint);
  });
});
