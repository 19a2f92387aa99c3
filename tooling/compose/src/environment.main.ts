import { runCommand } from '#tooling/platform';
import { type Broker, BROKERS } from './environment.js';

await runCommand(
  {
    name: 'npm run compose:env',
    about: 'Writes the secrets that docker-compose.yml needs into .env. Secrets that exist stay the same.',
    options: {
      broker: {
        value: 'ENGINE',
        about: 'what carries the events, postgres or rabbitmq; without it, what .env says stays',
        oneOf: () => BROKERS,
      },
    },
  },
  async ({ broker }) => {
    const { discoverServices } = await import('#libs/service');
    const { writeEnvironment } = await import('./environment.js');
    console.log(
      await writeEnvironment(process.cwd(), await discoverServices(), broker as Broker | undefined),
    );
  },
);
