import { runCommand } from '#tooling/platform';
import { GET_PROMETHEUS, hasPromtool } from './promtool.js';

await runCommand(
  {
    name: 'npm run obs:check',
    about:
      'Checks that the generated files are current, that every expression parses and that every alert has a runbook, and\n' +
      'asks promtool.',
  },
  async () => {
    const { check } = await import('./check.js');
    const results = Object.entries(await check(process.cwd()));
    for (const [name, findings] of results) {
      console.log(`${findings.length ? 'FAILED' : 'ok    '}  ${name}`);
      for (const finding of findings) console.log(`        ${finding}`);
    }
    const well = results.filter(([, findings]) => !findings.length).length;
    if (!hasPromtool())
      console.log(`SKIPPED promtool agrees: there is no promtool on this machine; ${GET_PROMETHEUS}`);
    console.log(`observability: ${well} of ${results.length} ok`);
    return well === results.length ? 0 : 1;
  },
);
