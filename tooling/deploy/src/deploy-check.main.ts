import { runCommand } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run deploy:check',
    about:
      'Deploys good and bad releases of the last commit in containers under load, and fails if a request fails or a bad one stays.',
    options: {
      quick: {
        about: 'leaves out the release that drops events, and the one whose migration comes too early',
      },
    },
  },
  async ({ quick }) => (await import('./deploy-check.js')).checkDeploy(quick),
);
