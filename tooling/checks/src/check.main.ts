import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const bin = (path: string) => join(root, 'node_modules', path);

/** What each step hands to Node, in the folder to check; the slowest first. */
export const STEPS: Record<string, string[]> = {
  types: [bin('native-typescript/bin/tsc'), '--noEmit', '--incremental', 'false', '-p', 'tsconfig.json'],
  generated: [join(root, 'tooling/run.ts'), 'generate/generate', '--check'],
  format: [bin('prettier/bin/prettier.cjs'), '--check', '.'],
  lint: [bin('oxlint/bin/oxlint')],
  walls: [
    bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    join(root, '.dependency-cruiser.cjs'),
    '--output-type',
    'err-long',
    '.',
  ],
  unused: [bin('knip/bin/knip.js'), '--config', join(root, 'knip.json')],
  words: [join(root, 'tooling/checks/src/words.ts')],
};

const inSeconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs one step and says how it went; what it printed is shown when it failed. */
function run(step: string): Promise<boolean> {
  const started = performance.now();
  const child = spawn(process.execPath, STEPS[step] as string[], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${step.padEnd(9)}  ${inSeconds(started)}`);
      if (code !== 0) console.log(`\n${Buffer.concat(output).toString().trim()}\n`);
      resolve(code === 0);
    });
  });
}

/** Runs every step, as many at once as there are cores, and returns how many were well. */
async function runAll(steps: string[]): Promise<number> {
  const waiting = [...steps];
  let well = 0;
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) if (await run(step)) well++;
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return well;
}

if (import.meta.main) {
  const started = performance.now();
  const steps = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(STEPS);
  const unknown = steps.filter((step) => !Object.hasOwn(STEPS, step));
  if (unknown.length)
    throw new Error(`no step ${unknown.join(', ')}: there are ${Object.keys(STEPS).join(', ')}`);
  const well = await runAll(steps);
  console.log(`\ncheck: ${well} of ${steps.length} ok in ${inSeconds(started)}`);
  process.exitCode = well === steps.length ? 0 : 1;
}
