import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SpecRunOptions, withSpecRunOptions } from '#tooling/pacts';
import { type Kind, servicesWith } from './pact-specs.js';

/**
 * Runs the specs of one kind for these services, or for all.
 * @param optionsFor the options of the specs, with a temporary folder for the files that they write
 * @returns whether all specs passed, and the texts of the files by name
 */
export function runSpecs(
  kind: Kind,
  services: string[],
  optionsFor: (folder: string) => SpecRunOptions,
): { passed: boolean; files: Map<string, string> } {
  const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
  try {
    const specs = `apps/(${(services.length ? services : servicesWith(kind)).join('|')})/test/[^/]+\\.${kind}-spec\\.ts$`;
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
