import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SpecRunOptions, withSpecRunOptions } from '#tooling/pacts';
import { UsageError } from '#tooling/platform';

type Kind = 'consumer-pact' | 'provider-pact';

/** Everybody who has specs of this kind. */
const whoHas = (kind: Kind): string[] => [
  ...new Set(globSync(`apps/*/test/*.${kind}-spec.ts`).map((file) => file.split(/[/\\]/)[1] ?? '')),
];

/**
 * Runs the specs of one kind of these services, or of all, with a task that names a folder for what they write.
 * @returns whether they passed, and the texts of the files that they left in the folder, by name
 * @throws UsageError when one of the services has no such spec
 */
export function runSpecs(
  kind: Kind,
  services: string[],
  optionsFor: (folder: string) => SpecRunOptions,
): { passed: boolean; left: Map<string, string> } {
  const known = whoHas(kind);
  const unknown = services.filter((one) => !known.includes(one));
  if (unknown.length)
    throw new UsageError(`${unknown.join(', ')} has no ${kind}-spec; these have: ${known.join(', ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
  try {
    const specs = `apps/(${(services.length ? services : known).join('|')})/test/[^/]+\\.${kind}-spec\\.ts$`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', specs], {
      env: withSpecRunOptions(process.env, optionsFor(folder)),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    if (status) process.stderr.write(stdout + stderr); // else it is Pact's report on what it tried
    const left = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);
    return { passed: status === 0, left: new Map(left) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
