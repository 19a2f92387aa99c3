import { runCommand } from '#tooling/platform';
import { hasPrometheus } from './prometheus-server.js';
import { GET_PROMETHEUS } from './promtool.js';

await runCommand(
  {
    name: 'npm run obs:live',
    about:
      'Starts the platform and a real Prometheus, signs customers up, and fails if a panel stays empty or a rule fails.',
    explain: (error) => `FAILED  ${(error as Error).message}`,
  },
  async () => {
    if (!hasPrometheus())
      return console.log(`SKIPPED obs:live: prometheus is not installed; ${GET_PROMETHEUS}`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
    const { checkLive } = await import('./live.js');
    await checkLive(process.cwd());
  },
);
