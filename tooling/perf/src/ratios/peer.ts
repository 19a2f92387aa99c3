import { ask, displayPath, UsageError, UserError } from '#tooling/platform';
import { readFile } from 'node:fs/promises';
import { checkHost } from '../target.js';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Comparison } from './comparison.js';
import { jsonIn } from './json-in.js';
import { type Asked, clocked, Load } from './load.js';
import type { Contender } from './rounds.js';
import { FILL, READ, READS, WRITE, WRITES } from './requests.js';

const Fields = z.record(z.string(), z.unknown());
/** A request to the peer, and what is expected of its answer. */
const Exchange = z.strictObject({
  method: z.enum(['GET', 'POST']),
  path: z.string().startsWith('/'),
  body: Fields.optional(),
  status: z.int().min(200).max(599),
  /** Fields that the JSON answer has, with these values. */
  answer: Fields.optional(),
});

/** A program of others that does what is compared, at an address. It is all that is known of it. */
const Peer = z.strictObject({
  name: z.string().min(1),
  url: z
    .url({ protocol: /^https?$/ })
    .refine((url) => URL.parse(url)?.pathname === '/', 'must have no path: each request has its own'),
  /** Registers a birth, durably. */
  write: Exchange,
  /** Reads a top ten from its database. */
  readDirect: Exchange,
  /** Reads a top ten from its memory. */
  readInMemory: Exchange,
});
export type Peer = z.infer<typeof Peer>;

/**
 * Reads the description of a peer.
 * @throws UsageError when it is none
 * @throws UserError when the peer is on another machine, and `PERF_TARGET` does not name it
 */
export async function readPeer(file: string, env: NodeJS.ProcessEnv): Promise<Peer> {
  const json = jsonIn(await readFile(file, 'utf8'));
  if (json === undefined) throw new UsageError(`--peer ${displayPath(file)} is no JSON.`);
  const { data, error } = Peer.safeParse(json);
  if (data) {
    checkHost(data.url, env);
    return data;
  }
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new UsageError(`--peer ${displayPath(file)} describes no peer. ${problems.join('; ')}.`);
}

/** Which of our requests is compared with which of the peer's. Troupe reads from its database in either case. */
const PAIRS = [
  { what: 'write', service: 'names-intake', ours: WRITE, theirs: 'write', requests: WRITES, limit: 10 },
  { what: 'read', service: 'names-board', ours: READ, theirs: 'readDirect', requests: READS, limit: 10 },
  {
    what: 'read in memory',
    service: 'names-board',
    ours: READ,
    theirs: 'readInMemory',
    requests: READS,
    limit: 20,
  },
] as const;

/** S1. The CPU time of the peer is unknown, so the clock says what a request takes on 16 connections. */
export const againstPeer = (rounds: number, peer?: Peer): Comparison[] =>
  peer ? PAIRS.map((pair) => compared(rounds, peer, pair)) : [NO_PEER];

const NO_PEER: Comparison = {
  id: 'S1',
  title: 'what Troupe does / the same at a program of others',
  skip: 'give the file of a peer with --peer.',
  limits: {},
  rounds: 0,
  warm: 0,
  open: () => Promise.reject(new Error('There is no peer.')),
};

const compared = (
  rounds: number,
  peer: Peer,
  { what, service, ours, theirs, requests, limit }: (typeof PAIRS)[number],
): Comparison => ({
  id: `S1 ${what}`,
  title: `${ours.method} ${ours.path} at ${service} / ${peer[theirs].method} ${peer[theirs].path} at ${peer.name}`,
  limits: { ms: limit },
  rounds,
  warm: 30,
  async open(arena) {
    await checkAnswer(peer, theirs);
    await arena.fill('names-board', FILL);
    const side = await arena.service(service);
    const under = (load: Load): Contender => {
      arena.defer(() => load.close());
      return clocked(load, requests);
    };
    const base = under(new Load(peer.url, askedOf(peer[theirs])));
    return { ours: under(new Load(side.url, ours)), base, again: base };
  },
});

const askedOf = ({ method, path, body, status }: Peer['write']): Asked => ({
  method,
  path,
  status,
  ...(body && { body }),
});

/** @throws UserError when the peer answers otherwise than its file says */
async function checkAnswer(
  { name, url, ...exchanges }: Peer,
  which: 'write' | 'readDirect' | 'readInMemory',
): Promise<void> {
  const { method, path, body, status, answer = {} } = exchanges[which];
  const response = await ask(new URL(path, url), {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch((cause: Error) => {
    throw new UserError(`${name} does not answer at ${url}: start it, or correct its address.`, { cause });
  });
  const text = await response.text();
  const found = jsonIn(text) as Record<string, unknown> | undefined;
  const isExpected =
    response.status === status &&
    Object.entries(answer).every(([field, value]) => isDeepStrictEqual(found?.[field], value));
  if (!isExpected)
    throw new UserError(
      `${name} answers ${method} ${path} with ${response.status} ${text}, not with ${status} ${JSON.stringify(answer)}: correct ${which} in its file.`,
    );
}
