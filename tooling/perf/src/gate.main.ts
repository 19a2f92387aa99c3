import { runCommand, wholeNumber } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run perf:gate',
    about:
      'Compares the CPU time of a request in this build with that at the merge base, side by side. Exits with 1 if it has grown by\n' +
      'more than a tenth in two measurements, and with 3 if the machine was too restless to tell.',
    options: {
      base: { value: 'REVISION', about: 'the branch or commit to compare with', default: 'origin/main' },
      rounds: { value: 'N', about: 'how often the builds take turns', default: '30' },
    },
  },
  async ({ base, rounds: text }) => {
    const rounds = wholeNumber('--rounds', text, 1);
    const { isUnchangedSince, withBaseBuild } = await import('./ratios/base-build.js');
    if (isUnchangedSince(base))
      return console.log(`SKIPPED: nothing has changed since ${base}. Name an earlier revision with --base.`);
    const { runGate } = await import('./ratios/gate.js');
    return withBaseBuild(base, (root) => runGate(root, {}, rounds));
  },
);
