import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeImposters } from '../stubs/imposter-files.js';
import { differences } from './differences.js';
import { jestOf } from './jest.js';
import { fileOf, type Pact, PACTS, readPacts } from './pact-file.js';

/** Runs the consumer pact specs of these services, or of all, into a fresh folder. */
function writePacts(consumers: string[], folder: string): boolean {
  const env = { ...process.env, PACTS_ACCEPT: folder };
  return (
    spawnSync(process.execPath, jestOf(consumers, 'consumer-pact'), { stdio: 'inherit', env }).status === 0
  );
}

/** Accepts what was written; a pact of theirs that was not written any more goes. */
function accept(consumers: string[], written: Pact[], folder: string): void {
  const before = new Map(readPacts().map((pact) => [fileOf(pact), pact]));
  for (const pact of written) {
    const changes = differences(pact, before.get(fileOf(pact)));
    console.log([`${fileOf(pact)}${changes.length ? '' : ' is as before'}`, ...changes].join('\n  '));
    copyFileSync(join(folder, fileOf(pact)), join(PACTS, fileOf(pact)));
    before.delete(fileOf(pact));
  }
  for (const [file, pact] of before) {
    if (consumers.length && !consumers.includes(pact.consumer.name)) continue;
    console.log(`${file} is gone: no spec writes it`);
    rmSync(join(PACTS, file));
  }
}

if (import.meta.main) {
  if (!existsSync(PACTS)) throw new Error(`there is no ${PACTS}: run this from the root of the repository`);
  const consumers = process.argv.slice(2);
  const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
  if (writePacts(consumers, folder)) {
    accept(consumers, readPacts(folder), folder);
    console.log(`${writeImposters()} imposters are as their pacts say`);
  } else {
    process.exitCode = 1;
  }
  rmSync(folder, { recursive: true });
}
