import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHttp, type Pact, pactFileName, readPacts } from '#tooling/pacts';
import { imposterOf, type PactImposter } from './generate.js';

/** The folder of the imposters, relative to the root of the repository; `mb --configfile` accepts each file. */
const IMPOSTERS = 'stubs/imposters';

/** The pacts in a folder that have an HTTP interaction. */
export const withRequests = (folder?: string): Pact[] =>
  readPacts(folder).filter(({ interactions }) => interactions.some(isHttp));

/** The imposters of pacts by file name; by default those of the accepted pacts. */
export const imposters = (pacts = withRequests()): Record<string, PactImposter> =>
  Object.fromEntries(pacts.map((pact) => [pactFileName(pact), imposterOf(pact)]));

/** Writes the imposters, and removes those without a pact. @returns how many there are */
export function writeImposters(folder = IMPOSTERS, made = imposters()): number {
  mkdirSync(folder, { recursive: true });
  for (const file of globSync('*.json', { cwd: folder })) if (!(file in made)) rmSync(join(folder, file));
  for (const [file, imposter] of Object.entries(made)) {
    writeFileSync(join(folder, file), `${JSON.stringify(imposter, null, 2)}\n`);
  }
  return Object.keys(made).length;
}

/** A line for each imposter in the folder that has no pact, is missing, or differs from its pact. */
export function strayImposters(folder = IMPOSTERS, made = imposters()): string[] {
  const files = globSync('*.json', { cwd: folder });
  return [
    ...files.filter((file) => !(file in made)).map((file) => `${file} has no pact`),
    ...Object.keys(made)
      .filter((file) => !files.includes(file))
      .map((file) => `${file} is missing`),
    ...Object.entries(made)
      .filter(([file]) => files.includes(file))
      .filter(
        ([file, imposter]) =>
          readFileSync(join(folder, file), 'utf8') !== `${JSON.stringify(imposter, null, 2)}\n`,
      )
      .map(([file, { _pact }]) => `${file} is not generated from pact ${_pact.hash}`),
  ];
}
