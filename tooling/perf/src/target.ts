import { discoverServices } from '#libs/service';
import { ask, isUrlOf, NoAnswer, UserError } from '#tooling/platform';
import { z } from 'zod';

/** The environments of `contracts/environments.json`. */
export type Environments = Record<string, { production: boolean }>;

/** What the embedded run says of itself. */
const DEVELOPMENT = 'development';
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const ANSWER_MS = 5_000;
const GATEWAY = 'gateway';

/**
 * Refuses a target that a load test might harm: one that is not on this machine and that `PERF_TARGET` does not name,
 * and one whose `/info` does not name an environment that is no production. A service other than the gateway is refused, too.
 * @param url the gateway of a platform
 * @returns the revision that it runs
 * @throws UserError with the reason
 */
export async function checkTarget(
  url: string,
  env: NodeJS.ProcessEnv,
  environments: Environments,
): Promise<string> {
  const origin = checkHost(url, env);
  const { name, environment = 'unknown', revision = 'unknown' } = await infoOf(origin);
  if (name !== GATEWAY) throw new UserError(await noGateway(origin, name));
  if (environment === DEVELOPMENT || environments[environment]?.production === false) return revision;
  throw new UserError(
    `${origin} says that its environment is ${environment}, and a load test leaves customers and orders behind: set DEPLOYMENT_ENVIRONMENT of its services to ${DEVELOPMENT}, or to an environment of contracts/environments.json that is no production.`,
  );
}

/**
 * The address of a gateway that was given by hand.
 * @returns its origin
 * @throws UserError when it is none, or has more than a load test would use
 */
export function gatewayAt(given: string): string {
  if (!isUrlOf(given, 'http', 'https'))
    throw new UserError(`${given} is no address of a gateway: give it as http://HOST:PORT.`);
  const { origin, username, password, pathname, search, hash } = new URL(given);
  const more = username || password ? 'a user' : search || hash ? 'a query' : 'a path';
  if (username || password || search || hash || !/^(\/api)?\/?$/.test(pathname))
    throw new UserError(`--target has ${more}, which a load test would leave out: give it as ${origin}.`);
  return origin;
}

/** One sentence about a service that is no gateway, and where its gateway is if that is known. */
async function noGateway(origin: string, name = 'a program without a name'): Promise<string> {
  const services = await discoverServices();
  const usual = services.find((service) => service.name === GATEWAY)!.port;
  const other = services.find((service) => service.name === name);
  const { protocol, hostname, port } = new URL(origin);
  const beside = other && `it is at ${protocol}//${hostname}:${Number(port) - other.port + usual}`;
  const place = (port && beside) || `it listens on port ${usual} unless that was changed`;
  return `${origin} is ${name}, and a load test goes through the gateway: ${place}.`;
}

/** @returns the origin of a URL @throws UserError when it is not on this machine, and `PERF_TARGET` does not name it */
export function checkHost(url: string, { PERF_TARGET }: NodeJS.ProcessEnv): string {
  const { origin, hostname } = new URL(url);
  if (!LOOPBACK.includes(hostname) && (!PERF_TARGET || URL.parse(PERF_TARGET)?.origin !== origin))
    throw new UserError(`${origin} is not on this machine: set PERF_TARGET=${origin} if you mean it.`);
  return origin;
}

const Info = z.object({
  name: z.string().optional(),
  environment: z.string().optional(),
  revision: z.string().optional(),
});

async function infoOf(origin: string): Promise<z.infer<typeof Info>> {
  try {
    const response = await ask(`${origin}/info`, {}, ANSWER_MS);
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    return Info.parse(await response.json());
  } catch (cause) {
    if (cause instanceof NoAnswer && cause.code?.startsWith('ERR_SSL'))
      throw new UserError(
        `${origin} does not speak TLS: give its address as ${origin.replace('https', 'http')}.`,
        { cause },
      );
    throw new UserError(
      `${origin}/info does not answer as a gateway does: start the platform, or correct the address.`,
      { cause },
    );
  }
}
