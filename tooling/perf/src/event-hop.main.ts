import { runCommand } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run bench:hop',
    about:
      'Compares an event hop with its floor, the same commits without Troupe, and fails if a ratio is above its limit.',
  },
  async () => (await import('./event-hop/event-hop.js')).benchmarkEventHop(),
);
