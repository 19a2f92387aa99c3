import { type Mutation } from '#tooling/pacts';
import { command } from './command.js';
import { PATHS } from './path-options.js';

await command(
  {
    usage: 'npm run contracts:mutants -- [PROVIDER...]',
    about:
      'Changes the real answers and events of providers, and checks that the verification of their pacts notices.',
    options: { pacts: PATHS.pacts },
    takesNames: true,
  },
  async ({ pacts }, providers) => {
    const { runSpecs } = await import('./run-specs.js');
    const { passed, left } = runSpecs('provider-pact', providers, (mutants) => ({ pacts, mutants }));
    const reports = [...left].map(([file, text]) => ({
      provider: file.replace('.json', ''),
      ...(JSON.parse(text) as Mutation),
    }));
    const harmful = reports.reduce((sum, report) => sum + report.harmful, 0);
    const harmless = reports.reduce((sum, report) => sum + report.harmless, 0);
    const survivors = reports.flatMap(({ provider, survivors }) =>
      survivors.map((one) => `${provider} to ${one}`),
    );
    const alarms = reports.flatMap(({ provider, alarms }) => alarms.map((one) => `${provider} to ${one}`));
    const caught = harmful - survivors.length;
    return {
      well: caught,
      of: harmful,
      what: `mutants of ${reports.length} providers are caught, ${alarms.length} false alarms of ${harmless}`,
      lines: [...survivors.map((line) => `survived  ${line}`), ...alarms.map((line) => `alarm     ${line}`)],
      isWell: passed && harmful > 0 && harmless > 0 && !survivors.length && !alarms.length,
      more: { providers: reports.length, harmful, caught, survivors, harmless, alarms },
    };
  },
);
