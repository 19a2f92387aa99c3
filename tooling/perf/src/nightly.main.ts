import { errorText, makeFolder, runCommand, UserError } from '#tooling/platform';
import { join } from 'node:path';
import { findK6, GET_K6 } from './k6.js';

await runCommand(
  {
    name: 'npm run perf:nightly',
    about: `What takes a quiet night: \`mixed\` under load and for an hour (soak), then the ratios, which are added to ratios.jsonl and
drawn in ratios.jsonl.html. Goes on after a failure, and exits with 1 then. A restless machine is no failure, unless it was too
restless for the same ratio in three nights in a row.`,
    options: {
      report: { value: 'DIR', about: 'where the reports go', default: 'artefacts/nights', isFolder: true },
    },
  },
  async ({ report }) => {
    const k6 = findK6(process.env);
    if (!k6) throw new UserError(`k6 is not installed: ${GET_K6}.`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
    makeFolder(report);
    const { perf } = await import('./perf.js');
    const { INCONCLUSIVE, runRatios } = await import('./ratios/ratios.js');
    const under = (workload: string) => () =>
      perf(k6, process.cwd(), process.env, { scenario: 'mixed', workload, folder: report });
    const history = join(report, 'ratios.jsonl');
    const parts = [under('load'), under('soak'), () => runRatios({ isQuick: false, births: 5_000, history })];
    let hasFailed = false;
    for (const part of parts) {
      const code = await part().catch((error: unknown) => {
        console.error(errorText(error));
        return 1;
      });
      hasFailed ||= code !== 0 && code !== INCONCLUSIVE;
    }
    return hasFailed ? 1 : 0;
  },
);
