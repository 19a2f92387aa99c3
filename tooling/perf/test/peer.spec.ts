import { UsageError } from '#tooling/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { againstPeer, readPeer } from '../src/ratios/peer.js';
import { peerAt } from './fixtures/peer-server.js';

const PEER = peerAt('http://127.0.0.1:8080');

describe('the description of a peer', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peer-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const read = async (text: string, env: NodeJS.ProcessEnv = {}) => {
    const file = join(folder, 'peer.json');
    await writeFile(file, text);
    return readPeer(file, env);
  };

  it('has a URL, and three requests with their answers', async () => {
    expect(await read(JSON.stringify(PEER))).toEqual(PEER);
  });

  it('is on another machine only if PERF_TARGET names it', async () => {
    const url = 'https://shop.example.com';
    const text = JSON.stringify({ ...PEER, url });
    await expect(read(text)).rejects.toThrow(`${url} is not on this machine: set PERF_TARGET=${url}`);
    expect(await read(text, { PERF_TARGET: url })).toMatchObject({ url });
  });

  it.each([
    ['no JSON', 'url: x', 'is no JSON'],
    [
      'an address with a path',
      JSON.stringify({ ...PEER, url: 'http://127.0.0.1:8080/names' }),
      'url: must have no path',
    ],
    [
      'a status that no answer has',
      JSON.stringify({ ...PEER, write: { ...PEER.write, status: -1 } }),
      'write.status: ',
    ],
    ['no address', JSON.stringify({ ...PEER, url: 'peer' }), 'url: '],
    ['no write', JSON.stringify({ ...PEER, write: undefined }), 'write: '],
    [
      'a status that is none',
      JSON.stringify({ ...PEER, write: { ...PEER.write, status: 'ok' } }),
      'write.status: ',
    ],
    ['a field that there is not', JSON.stringify({ ...PEER, port: 1 }), '"port"'],
  ])('is refused with %s, and the field is named', async (_, text, problem) => {
    const refused = read(text);
    await expect(refused).rejects.toBeInstanceOf(UsageError);
    await expect(refused).rejects.toThrow(problem);
  });
});

it('is skipped by name without a peer', () => {
  expect(againstPeer(1)).toMatchObject([{ id: 'S1', skip: expect.stringContaining('--peer') }]);
  expect(againstPeer(1, PEER).map(({ id, skip }) => [id, skip])).toEqual([
    ['S1 write', undefined],
    ['S1 read', undefined],
    ['S1 read in memory', undefined],
  ]);
});
