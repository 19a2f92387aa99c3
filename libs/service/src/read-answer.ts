import { z } from 'zod';
import { type AnswerOf, type Answers, WithHeaders } from './peer-answers.js';
import { Full } from './common-problems.js';
import { type FailureKind, PeerFailure, PeerFull } from './peer-failure.js';
import { tokenProblemIn } from './token-problems.js';

const TOO_MANY_REQUESTS = 429;

/** An answer as it arrives. */
interface Arriving {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  body: AsyncIterable<Buffer>;
}

const LARGEST_ANSWER = 1024 * 1024;

/**
 * Reads the answer of a peer.
 * @throws PeerFailure when it is none of the expected ones
 */
export async function readAnswer(
  peer: string,
  answers: Answers,
  { statusCode, headers, body }: Arriving,
): Promise<AnswerOf<any>> {
  const text = await readText(peer, body);
  if (!(statusCode in answers)) throw unexpected(peer, statusCode, headers, text);
  const read = answers[statusCode] ?? null;
  if (!(read instanceof WithHeaders)) return { status: statusCode, body: parse(peer, read, text) };
  const declared = check(peer, read.headers, headers, '(headers)') as Record<string, unknown>;
  return { status: statusCode, body: parse(peer, read.body, text), headers: declared };
}

async function readText(peer: string, body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER)
      throw new PeerFailure(peer, 'contract', `answered more than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(peer: string, schema: z.ZodType | null, text: string): unknown {
  if (!schema) return undefined;
  return check(peer, schema, parseJson(peer, text), '(body)');
}

function check(peer: string, schema: z.ZodType, value: unknown, whole: string): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.') || whole);
    throw new PeerFailure(peer, 'contract', `answered without a valid ${fields.join(', ')}`);
  }
  return parsed.data;
}

function parseJson(peer: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PeerFailure(peer, 'contract', 'answered no JSON'); // with its cause, the answer would be quoted in the log
  }
}

function unexpected(peer: string, status: number, headers: Arriving['headers'], text: string): PeerFailure {
  const retryAfter = secondsIn(headers['retry-after']);
  if (status === TOO_MANY_REQUESTS) return new PeerFull(peer, retryAfter, 'answered 429');
  if (status === 503 && says(IsFull, text)) return new PeerFull(peer, retryAfter);
  const kind = kindOf(status);
  const because = kind === 'refused' ? whyRefused(status, headers['www-authenticate'], text) : undefined;
  const reason = because ? `refused us: ${because}` : `answered ${status}`;
  return new PeerFailure(peer, kind, reason, { retryAfter, because });
}

/** Why a peer refuses us, in our own words: what it says may be anything. */
function whyRefused(status: number, challenge: unknown, text: string): string | undefined {
  if (status === 403) return 'our role may not call this route';
  return says(WrongClient, text) ? 'our name or secret is wrong' : tokenProblemIn(challenge);
}

function kindOf(status: number): FailureKind {
  if (status === 401 || status === 403) return 'refused';
  return status >= 500 ? '5xx' : 'contract';
}

const IsFull = z.object({ type: z.literal(Full.type) });

/** The refusal of a token endpoint (RFC 6749, section 5.2). */
const WrongClient = z.object({ error: z.literal('invalid_client') });

function says(schema: z.ZodType, text: string): boolean {
  try {
    return schema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** The seconds of a `Retry-After`, up to five digits; a date is ignored. */
function secondsIn(retryAfter?: string | string[]): number | undefined {
  return /^[1-9]\d{0,4}$/.test(String(retryAfter)) ? Number(retryAfter) : undefined;
}
