import { runCommand } from '#tooling/platform';
import { findK6, GET_K6 } from './k6.js';

await runCommand(
  {
    name: 'npm run perf:smoke',
    about: 'Runs `npm run perf -- mixed smoke` if k6 is installed.',
  },
  async () => {
    const k6 = findK6(process.env);
    if (!k6) return console.log(`SKIPPED perf:smoke: k6 is not installed; ${GET_K6}`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
    const { perf } = await import('./perf.js');
    return perf(k6, process.cwd(), process.env, {
      scenario: 'mixed',
      workload: 'smoke',
      folder: 'artefacts/perf',
    });
  },
);
