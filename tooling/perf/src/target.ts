import { ask, UserError } from '#tooling/platform';
import { z } from 'zod';

/** The environments of `contracts/environments.json`. */
export type Environments = Record<string, { production: boolean }>;

/** What the embedded run says of itself. */
const DEVELOPMENT = 'development';
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const ANSWER_MS = 5_000;

/**
 * Refuses a target that a load test might harm: one that is not on this machine and that `PERF_TARGET` does not name,
 * and one whose `/info` does not name an environment that is no production.
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
  const { environment = 'unknown', revision = 'unknown' } = await infoOf(origin);
  if (environment === DEVELOPMENT || environments[environment]?.production === false) return revision;
  throw new UserError(
    `${origin} says that its environment is ${environment}, and a load test leaves customers and orders behind: set DEPLOYMENT_ENVIRONMENT of its services to ${DEVELOPMENT}, or to an environment of contracts/environments.json that is no production.`,
  );
}

/** @returns the origin of a URL @throws UserError when it is not on this machine, and `PERF_TARGET` does not name it */
export function checkHost(url: string, { PERF_TARGET }: NodeJS.ProcessEnv): string {
  const { origin, hostname } = new URL(url);
  if (!LOOPBACK.includes(hostname) && (!PERF_TARGET || URL.parse(PERF_TARGET)?.origin !== origin))
    throw new UserError(`${origin} is not on this machine: set PERF_TARGET=${origin} if you mean it.`);
  return origin;
}

const Info = z.object({ environment: z.string().optional(), revision: z.string().optional() });

async function infoOf(origin: string): Promise<z.infer<typeof Info>> {
  try {
    const response = await ask(`${origin}/info`, {}, ANSWER_MS);
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    return Info.parse(await response.json());
  } catch (cause) {
    throw new UserError(
      `${origin}/info does not answer as a gateway does: start the platform, or correct the address.`,
      { cause },
    );
  }
}
