import { runCommand } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run compose:check',
    about:
      'Builds the images, starts everything in containers on ports of its own, signs a customer up, and takes it down again.',
  },
  async () => (await import('./compose-check.js')).checkCompose(),
);
