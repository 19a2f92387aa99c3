import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jestOf } from './jest.js';
import type { Mutation } from './mutants.js';

/** Verifies providers, or all, and has each verification judge the mutants of what the provider really said. */
function verify(providers: string[], folder: string): boolean {
  const { status, stdout, stderr } = spawnSync(process.execPath, jestOf(providers, 'provider-pact'), {
    env: { ...process.env, CONTRACT_MUTANTS: folder },
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  if (status) process.stderr.write(stdout + stderr); // else it is Pact's report on every mutant that it rightly refused
  return status === 0;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { output: { type: 'string', default: 'text' } },
});
const isJson = values.output === 'json';
const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
const verified = verify(positionals, folder);
const reports = readdirSync(folder).map((file) => ({
  provider: file.replace('.json', ''),
  ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Mutation),
}));
rmSync(folder, { recursive: true });

const sum = (count: (report: Mutation) => number) => reports.reduce((all, report) => all + count(report), 0);
const [harmful, harmless] = [sum((one) => one.harmful), sum((one) => one.harmless)];
const survivors = reports.flatMap(({ provider, survivors }) =>
  survivors.map((line) => `${provider} to ${line}`),
);
const alarms = reports.flatMap(({ provider, alarms }) => alarms.map((line) => `${provider} to ${line}`));
const caught = harmful - survivors.length;
if (isJson)
  console.log(JSON.stringify({ providers: reports.length, harmful, caught, survivors, harmless, alarms }));
else {
  for (const line of survivors) console.log(`survived  ${line}`);
  for (const line of alarms) console.log(`alarm     ${line}`);
  console.log(
    `${reports.length} providers: caught ${caught} of ${harmful}, false alarms ${alarms.length} of ${harmless}`,
  );
}
process.exitCode = verified && harmful && harmless && !survivors.length && !alarms.length ? 0 : 1;
