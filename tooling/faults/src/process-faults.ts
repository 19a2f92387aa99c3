import { ask } from '#tooling/platform';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importJWK, type JWK, SignJWT } from 'jose';
import type { FaultyPlatform, Undo } from './fault.js';
import { deliverAgain } from './event-faults.js';

const AN_HOUR_S = 3_600;
/** Time between two readings, in milliseconds. */
const READ_MS = 100;

const preload = (file: string, parameters: Record<string, string>): URL =>
  new URL(`./preloads/${file}?${String(new URLSearchParams(parameters))}`, import.meta.url);

/** A service does not run. */
export async function stopService(platform: FaultyPlatform, service: string): Promise<Undo> {
  await platform.stopService(service);
  return () => platform.startAgain(service);
}

/** Somebody reads a URL again and again, whatever the answer. @returns what makes them leave */
export function readInVain(url: string): () => void {
  const timer = setInterval(() => {
    void ask(url, {}, READ_MS)
      .then((answer) => answer.body?.cancel())
      .catch(() => {}); // that is what the alert is about
  }, READ_MS);
  return () => clearInterval(timer);
}

/**
 * A service takes events of a type as done, and its handler does nothing.
 * @returns what runs the service as it was, and delivers again what it ignored
 */
export async function ignore(
  platform: FaultyPlatform,
  { type, ...way }: { type: string; from: string; to: string },
): Promise<Undo> {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-ignored-'));
  const log = join(folder, 'ids');
  await writeFile(log, '');
  await platform.startChanged(way.to, { preload: preload('ignored-event.js', { type, log }) });
  return async () => {
    await platform.startAgain(way.to);
    const ids = (await readFile(log, 'utf8')).split('\n').filter(Boolean);
    await deliverAgain(platform, way, ids);
    await rm(folder, { recursive: true });
  };
}

/** The clock of one service differs from all others. */
export async function shiftClock(platform: FaultyPlatform, service: string, hours: number): Promise<Undo> {
  const ms = String(hours * AN_HOUR_S * 1_000);
  await platform.startChanged(service, { preload: preload('shifted-clock.js', { ms }) });
  return () => platform.startAgain(service);
}

/** A service gets tokens that have expired: its neighbours refuse each of its calls. */
export async function expireTokens(
  platform: FaultyPlatform,
  service: string,
  neighbours: string[],
): Promise<Undo> {
  const issuer = await platform.mountebank.add({
    protocol: 'http',
    stubs: [{ responses: [{ is: grantOf(await expiredToken(platform, service, neighbours)) }] }],
  });
  const stopIssuer = () => issuer.stop();
  try {
    await platform.startChanged(service, { env: { AUTH_TOKEN_URL: `${issuer.url}/oauth/token` } });
  } catch (error) {
    await stopIssuer();
    throw error;
  }
  return () => platform.startAgain(service).then(stopIssuer);
}

const grantOf = (token: string) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: AN_HOUR_S }),
});

async function expiredToken(
  { signingKey, urlOf }: FaultyPlatform,
  service: string,
  audience: string[],
): Promise<string> {
  const key = JSON.parse(signingKey) as JWK & { alg: string };
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ client_id: service })
    .setProtectedHeader({ alg: key.alg, kid: key.kid!, typ: 'at+jwt' })
    .setIssuer(urlOf('passwords'))
    .setSubject(service)
    .setAudience(audience)
    .setIssuedAt(now - 2 * AN_HOUR_S)
    .setExpirationTime(now - AN_HOUR_S)
    .sign(await importJWK(key));
}
