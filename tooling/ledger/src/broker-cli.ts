import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { UserError } from '#tooling/platform';
import type { BrokerEnvironment } from '#tooling/pacts';

/**
 * Runs a command of Pact's own broker client (https://docs.pact.io/pact_broker/client_cli).
 * @returns what it prints
 * @throws UserError with what it prints, when its exit code is not 0
 */
export async function runBrokerCli(env: BrokerEnvironment, ...args: string[]): Promise<string> {
  const cli = createRequire(import.meta.url).resolve('@pact-foundation/pact-cli/bin/pact.js');
  const child = spawn(process.execPath, [cli, 'broker', ...args], { env: { ...process.env, ...env } });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ]);
  if (code === 0) return stdout;
  const reason = stderr.trim() || stdout.trim();
  throw new UserError(`The Pact Broker at ${env.PACT_BROKER_BASE_URL} refuses ${args[0]}: ${reason}`);
}
