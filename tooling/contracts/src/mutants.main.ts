import type { MutationReport, WaysReport } from '#tooling/pacts';
import { counted } from '#tooling/platform';
import { command } from './command.js';
import { PATHS } from './path-options.js';
import { PROVIDERS } from './pact-specs.js';

await command(
  {
    name: 'npm run contracts:mutants',
    about:
      'Changes the real responses and events of providers, and checks that verification rejects each change that breaks a\n' +
      'consumer and accepts each addition. The examples must take every way of the conditions around events.',
    options: { pacts: PATHS.pacts },
    names: PROVIDERS,
  },
  async ({ pacts }, providers) => {
    const { runSpecs } = await import('./run-specs.js');
    const { passed, files } = await runSpecs('provider-pact', providers, (mutants) => ({ pacts, mutants }));
    const reports = [...files].map(([file, text]) => ({
      provider: file.replace('.json', ''),
      ...(JSON.parse(text) as MutationReport & WaysReport),
    }));
    const harmful = reports.reduce((sum, report) => sum + report.harmful, 0);
    const harmless = reports.reduce((sum, report) => sum + report.harmless, 0);
    const linesOf = (kind: 'survivors' | 'alarms') =>
      reports.flatMap((report) => report[kind].map((line) => `${report.provider} to ${line}`));
    const [survivors, alarms] = [linesOf('survivors'), linesOf('alarms')];
    const ways = reports.reduce((sum, report) => sum + report.ways, 0);
    const untaken = reports.flatMap((report) =>
      report.untaken.map((line) => `apps/${report.provider}/src/${line}`),
    );
    const caught = harmful - survivors.length;
    return {
      well: caught,
      of: harmful,
      what: `mutants of ${counted(reports.length, 'provider')} are caught, ${counted(alarms.length, 'false alarm')} of ${harmless}, ${counted(untaken.length, 'untaken way')} of ${ways}`,
      lines: [
        ...survivors.map((line) => `survived  ${line}`),
        ...alarms.map((line) => `alarm     ${line}`),
        ...untaken.map((line) => `untaken   ${line}`),
      ],
      isWell:
        passed &&
        harmful > 0 &&
        harmless > 0 &&
        (ways > 0 || providers.length > 0) &&
        ![...survivors, ...alarms, ...untaken].length,
      more: { providers: reports.length, harmful, caught, survivors, harmless, alarms, ways, untaken },
    };
  },
);
