import { runCommand } from '#tooling/platform';

await runCommand(
  { usage: 'npm run docs:personal', about: 'Writes the table of personal data in docs/security.md.' },
  async () => (await import('./personal-data.js')).writePersonalData(),
);
