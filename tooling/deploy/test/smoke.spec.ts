import type { HttpInteraction, Interaction, Pact } from '#tooling/pacts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { linesOf, replay } from '../src/smoke.js';

const request = (
  description: string,
  state: string,
  { status = 200, method = 'GET', token = 'Bearer shop' },
): HttpInteraction => ({
  type: 'Synchronous/HTTP',
  description,
  providerStates: [{ name: state }],
  request: {
    method,
    path: `/notes/${description.replaceAll(' ', '-')}`,
    headers: { Authorization: [token] },
  },
  response: { status },
});
const heard: Interaction = {
  type: 'Asynchronous/Messages',
  description: 'a note.written.v1 event',
  providerStates: [{ name: 'a note was written' }],
  contents: { content: {}, contentType: 'application/json' },
  metadata: { type: 'note.written.v1' },
};
const pactWith = (...interactions: Interaction[]): Pact => ({
  consumer: { name: 'shop' },
  provider: { name: 'desk' },
  interactions,
  metadata: { pactSpecification: { version: '4.0' } },
});
const UNKNOWN = request('an unknown note', 'nobody has written', { status: 404 });
const MALFORMED = request('a malformed note', 'a note was written', { status: 400 });
const KNOWN = request('a note', 'a note was written', {});
const WRITTEN = request('a new note', 'nobody has written', { method: 'PUT', status: 201 });
const PERSONAL = request('a note of Ann', 'nobody has written', { status: 404, token: 'Bearer shop.ann' });

describe('the smoke test of a release', () => {
  let server: Server;
  let url: string;
  let received: string[];
  let malformed: number;
  beforeEach(async () => {
    [received, malformed] = [[], 400];
    server = createServer(({ method, url: path, headers }, response) => {
      received.push(`${method} ${path} ${headers.authorization}`);
      response.writeHead(path!.includes('malformed') ? malformed : 404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.close().closeAllConnections();
  });

  const token = async (caller: string) => `token-of-${caller}`;

  it('sends what changes nothing and needs nothing, and names what it leaves out', async () => {
    const found = await replay([pactWith(UNKNOWN, MALFORMED, KNOWN, WRITTEN, PERSONAL, heard)], url, token);
    expect(received.toSorted()).toEqual([
      'GET /notes/a-malformed-note Bearer token-of-shop',
      'GET /notes/an-unknown-note Bearer token-of-shop',
    ]);
    expect(linesOf(found)).toEqual([
      '2 of 2 requests of its pacts hold; 3 are left out, and 1 event',
      '  left out, because its state would have to be set up: shop: a note, given a note was written',
      '  left out, because it writes: shop: a new note, given nobody has written',
      '  left out, because it needs a person who has logged in: shop: a note of Ann, given nobody has written',
    ]);
  });

  it('finds a response that breaks a pact', async () => {
    malformed = 200;
    const { kept, broken } = await replay([pactWith(UNKNOWN, MALFORMED)], url, token);
    expect(kept).toEqual(['shop: an unknown note, given nobody has written']);
    expect(broken).toEqual(['shop: a malformed note, given a note was written: expected 400 but was 200']);
  });

  it('leaves a request out whose caller gets no token', async () => {
    const found = await replay([pactWith(UNKNOWN)], url, () => Promise.reject(new Error('down')));
    expect([received, found.kept, found.broken]).toEqual([[], [], []]);
    expect([...found.leftOut.values()]).toEqual(['nobody gives shop a token']);
  });

  it('says nothing of a service that nobody calls', async () => {
    expect(linesOf(await replay([], url, token))).toEqual([]);
  });
});
