import { WorkQueue } from '#libs/service';
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

/** OWASP's minimum settings for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const BYTES = 32;

const derive = promisify(argon2);

/** Threads of Node on which it hashes, signs and verifies, however many cores there are (UV_THREADPOOL_SIZE). */
const THREADS = 4;

/** How many passwords are hashed at once. One core and one thread stay free, so that keys and tokens never wait for them. */
export const hashesAtOnce = (cores: number): number => Math.max(1, Math.min(cores, THREADS) - 1);

/** `signup` gives up after two seconds. */
export const hashing = new WorkQueue({
  most: hashesAtOnce(availableParallelism()),
  maxWaitMs: 1_000,
  expectedMs: 50,
});

const hashWith = (password: string, nonce: Buffer): Promise<Buffer> =>
  hashing.run(() =>
    derive('argon2id', {
      message: Buffer.from(password.normalize('NFKC')),
      nonce,
      memory: MEMORY_KIB,
      passes: PASSES,
      parallelism: LANES,
      tagLength: BYTES,
    }),
  );

const encode = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** PHC string format, which includes the settings. */
const phcString = (nonce: Buffer, tag: Buffer): string =>
  `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${encode(nonce)}$${encode(tag)}`;

/** A password's hash, in PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  return phcString(nonce, await hashWith(password, nonce));
}

/** Checked for an unknown address, so that the answer takes equally long. */
const UNKNOWN = phcString(randomBytes(16), randomBytes(BYTES));

/** Whether `password` matches `hash`. Without a hash it does not, and the answer takes equally long. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, , , , nonce = '', tag = ''] = (hash ?? UNKNOWN).split('$');
  const derived = await hashWith(password, Buffer.from(nonce, 'base64'));
  return timingSafeEqual(derived, Buffer.from(tag, 'base64')) && hash !== undefined;
}
