import { runCommand } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run deploy:check',
    about:
      'Deploys good and bad releases of one service in containers under load, and fails if a request fails or a bad one stays.',
  },
  async () => (await import('./deploy-check.js')).checkDeploy(),
);
