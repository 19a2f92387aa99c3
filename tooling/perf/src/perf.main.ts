import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, runCommand, UserError } from '#tooling/platform';
import { findK6, GET_K6 } from './k6.js';

/** The names of the scripts in a folder of `perf/`. */
const namesIn = (folder: string) => () =>
  readdirSync(join(DIST, 'perf', folder)).flatMap((file) => /^(.*)\.js$/.exec(file)?.[1] ?? []);

await runCommand(
  {
    name: 'npm run perf',
    about: `Runs a scenario under a workload with k6, on a platform of its own, and fails if an objective of
observability/slo.yaml is missed. Writes what it measured as JSON, and as a page with pictures. If the variable
K6_PROMETHEUS_RW_SERVER_URL is set, the samples go to that Prometheus, too.`,
    args: [
      { name: 'SCENARIO', about: 'what people do', oneOf: namesIn('scenarios') },
      { name: 'WORKLOAD', about: 'how much of it', oneOf: namesIn('workloads') },
    ],
    options: {
      target: {
        value: 'URL',
        about:
          'the gateway of a platform that runs, and that is no production; if it is on another machine, the variable PERF_TARGET must name it, too',
      },
      report: { value: 'DIR', about: 'where the report goes', default: 'artefacts/perf', isFolder: true },
    },
  },
  async ({ target, report }, [scenario, workload]) => {
    const k6 = findK6(process.env);
    if (!k6) throw new UserError(`k6 is not installed: ${GET_K6}.`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
    const { perf } = await import('./perf.js');
    return perf(k6, process.cwd(), process.env, { scenario, workload, target, folder: report });
  },
);
