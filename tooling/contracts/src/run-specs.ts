import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type SpecRunOptions, withSpecRunOptions } from '#tooling/pacts';
import { UserError } from '#tooling/platform';
import { type Kind, servicesWith } from './pact-specs.js';

/** Hundreds of mutants of one provider are as many verifications. */
const MUTANTS_MS = 600_000;

/**
 * Runs the specs of one kind for these services, or for all.
 * @param optionsFor the options of the specs, with a temporary folder for the files that they write
 * @returns whether all specs passed, and the texts of the files by name
 * @throws UserError when this process is asked to end meanwhile
 */
export async function runSpecs(
  kind: Kind,
  services: string[],
  optionsFor: (folder: string) => SpecRunOptions,
): Promise<{ passed: boolean; files: Map<string, string> }> {
  const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
  try {
    const specs = `apps/(${(services.length ? services : servicesWith(kind)).join('|')})/test/[^/]+\\.${kind}-spec\\.ts$`;
    const options = optionsFor(folder);
    const env = withSpecRunOptions(process.env, options);
    const uncached = { ...env, NODE_DISABLE_COMPILE_CACHE: '1' }; // cached functions count no branches
    const { passed, output } = options.mutants
      ? await runJest([specs, `--testTimeout=${MUTANTS_MS}`], uncached)
      : await runJest([specs], env);
    if (!passed) process.stderr.write(output);
    const texts = readdirSync(folder).map(
      (file) => [file, readFileSync(join(folder, file), 'utf8')] as const,
    );
    return { passed, files: new Map(texts) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A signal goes to Jest, which stops its database and removes its files before it ends. */
async function runJest(args: string[], env: NodeJS.ProcessEnv): Promise<{ passed: boolean; output: string }> {
  const jest = spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...args], { env });
  let interruption: NodeJS.Signals | undefined;
  const passOn = (signal: NodeJS.Signals) => {
    interruption = signal;
    jest.kill(signal);
  };
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  const [output, [status]] = await Promise.all([
    Promise.all([text(jest.stdout), text(jest.stderr)]),
    once(jest, 'close') as Promise<[number | null]>,
  ]);
  process.off('SIGINT', passOn).off('SIGTERM', passOn);
  if (interruption) throw new UserError(`Interrupted by ${interruption}: nothing is recorded or accepted.`);
  return { passed: status === 0, output: output.join('') };
}
