import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../platform/src/from-source.ts';

const root = join(import.meta.dirname, '../../..');
const bin = (path: string) => join(root, 'node_modules', path);
const cache = (file: string) => join(root, 'dist/.cache', file);

/** The arguments of Node for each step, which checks the current folder; the slowest first. */
export const STEPS: Record<string, string[]> = {
  types: [bin('native-typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
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
  documents: [
    bin('@stoplight/spectral-cli/dist/index.js'),
    'lint',
    '--ruleset',
    join(root, 'tooling/checks/spectral.yaml'),
    '--fail-severity',
    'hint',
    '--fail-on-unmatched-globs',
    'contracts/openapi/*.json',
    'contracts/asyncapi/*.json',
  ],
  words: [join(root, 'tooling/checks/src/words.main.ts')],
  docs: [join(root, 'tooling/checks/src/docs.main.ts')],
};

/** What lets a step skip the files that have not changed since its last run in this checkout. */
const CACHES: Record<string, string[]> = {
  types: ['--incremental', '--tsBuildInfoFile', cache('types.tsbuildinfo')],
  format: ['--cache', '--cache-strategy', 'content', '--cache-location', cache('format.json')],
};

/** The command that repairs what a step finds, where the step itself names none. */
const REPAIRS: Record<string, string> = { format: 'npm run format' };

const inSeconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs one step and prints whether it passed, with its output if it failed. */
function runStep(step: string): Promise<boolean> {
  const started = performance.now();
  const caching = process.cwd() === root ? (CACHES[step] ?? []) : [];
  const args = [...(STEPS[step] as string[]), ...caching];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${step.padEnd(9)}  ${inSeconds(started)}`);
      if (code !== 0) {
        const repair = REPAIRS[step] ? `\nTo repair this, run ${REPAIRS[step]}` : '';
        console.log(`\n${Buffer.concat(output).toString().trim()}${repair}\n`);
      }
      resolve(code === 0);
    });
  });
}

/** Runs the steps, as many at once as there are cores. @returns how many passed */
async function runSteps(steps: string[]): Promise<number> {
  const waiting = [...steps];
  let passed = 0;
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) if (await runStep(step)) passed++;
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return passed;
}

/** @returns the exit code */
async function check(named: string[]): Promise<number> {
  const started = performance.now();
  const steps = named.length ? named : Object.keys(STEPS);
  const passed = await runSteps(steps);
  console.log(`\ncheck: ${passed} of ${steps.length} ok in ${inSeconds(started)}`);
  return passed === steps.length ? 0 : 1;
}

if (import.meta.main)
  await runCommand(
    {
      name: 'npm run check',
      about: 'Runs the steps, and names what each finds.',
      args: [
        {
          name: 'STEP',
          about: `the steps, of ${Object.keys(STEPS).join(', ')}; by default, all`,
          repeated: true,
          optional: true,
          oneOf: () => Object.keys(STEPS),
        },
      ],
    },
    (_options, steps) => check(steps),
  );
