import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SpecRunOptions, withSpecRunOptions } from '#tooling/pacts';
import { UsageError } from '#tooling/platform';

type Kind = 'consumer-pact' | 'provider-pact';

/** The services that have specs of this kind. */
const servicesWith = (kind: Kind): string[] => [
  ...new Set(globSync(`apps/*/test/*.${kind}-spec.ts`).map((file) => file.split(/[/\\]/)[1] ?? '')),
];

/**
 * Runs the specs of one kind for these services, or for all.
 * @param optionsFor the options of the specs, with a temporary folder for the files that they write
 * @returns whether all specs passed, and the texts of the files by name
 * @throws UsageError when a service has no such spec
 */
export function runSpecs(
  kind: Kind,
  services: string[],
  optionsFor: (folder: string) => SpecRunOptions,
): { passed: boolean; files: Map<string, string> } {
  const known = servicesWith(kind);
  const unknown = services.filter((service) => !known.includes(service));
  if (unknown.length)
    throw new UsageError(
      `${unknown.join(', ')} has no ${kind}-spec; choose from: ${known.join(', ')}; ` +
        `or write apps/${unknown[0]}/test/….${kind}-spec.ts as docs/contracts.md shows.`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
  try {
    const specs = `apps/(${(services.length ? services : known).join('|')})/test/[^/]+\\.${kind}-spec\\.ts$`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', specs], {
      env: withSpecRunOptions(process.env, optionsFor(folder)),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    if (status) process.stderr.write(stdout + stderr);
    const texts = readdirSync(folder).map(
      (file) => [file, readFileSync(join(folder, file), 'utf8')] as const,
    );
    return { passed: status === 0, files: new Map(texts) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
