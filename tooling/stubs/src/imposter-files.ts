import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, isHttp, type Pact, readPacts } from '#tooling/pacts';
import { imposterOf, type PactImposter } from './generate.js';

/** Where the imposters are, seen from the root of the repository. Mountebank takes each as `--configfile`. */
const IMPOSTERS = 'stubs/imposters';

/** The pacts in a folder that have something to ask an imposter for. */
export const withRequests = (folder?: string): Pact[] =>
  readPacts(folder).filter(({ interactions }) => interactions.some(isHttp));

/** The imposters of pacts, by default the accepted ones, by file name. */
export const imposters = (pacts = withRequests()): Record<string, PactImposter> =>
  Object.fromEntries(pacts.map((pact) => [fileOf(pact), imposterOf(pact)]));

/** Writes the imposters and removes those without a pact. Returns how many there are. */
export function writeImposters(folder = IMPOSTERS, made = imposters()): number {
  mkdirSync(folder, { recursive: true });
  for (const file of globSync('*.json', { cwd: folder })) if (!(file in made)) rmSync(join(folder, file));
  for (const [file, imposter] of Object.entries(made)) {
    writeFileSync(join(folder, file), `${JSON.stringify(imposter, null, 2)}\n`);
  }
  return Object.keys(made).length;
}

/** Every imposter in the folder that is not as the pacts say, with what is wrong. */
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
      .map(([file, { _pact }]) => `${file} is not of pact ${_pact.hash}`),
  ];
}
