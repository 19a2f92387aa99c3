import { runCommand } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run compose:env',
    about: 'Writes the secrets that docker-compose.yml needs into .env. Secrets that exist stay the same.',
  },
  async () => {
    const { discoverServices } = await import('#libs/service');
    const { writeEnvironment } = await import('./environment.js');
    console.log(await writeEnvironment(process.cwd(), await discoverServices()));
  },
);
