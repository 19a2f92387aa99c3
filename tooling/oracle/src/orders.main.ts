import { runCommand, wholeNumber } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run orders:oracle',
    about:
      'Drives random orders through the services of the record shop, and judges what is left by the databases and the record of\n' +
      'the payment gateway alone. The same seed gives the same orders.',
    options: {
      seed: { value: 'N', about: 'the seed of the orders; by default a random one' },
      orders: { value: 'N', about: 'how many orders are placed', default: '200' },
      kill: { about: 'gives each service a process of its own, and kills them in the middle' },
      'every-way': { about: 'fails when no order went one of the ways that are counted' },
      mutants: {
        about: 'breaks the rules of the services in each known way instead, and tells which are noticed',
        excludes: ['seed', 'orders', 'kill', 'every-way'],
      },
    },
  },
  async ({ seed, orders, kill, mutants, 'every-way': everyWay }) => {
    const options = {
      seed: seed === undefined ? Math.floor(Math.random() * 1_000_000) : wholeNumber('--seed', seed, 1),
      orders: wholeNumber('--orders', orders, 1),
      kills: kill,
      everyWay,
    };
    const { askAboutMutants, askOracle } = await import('./commands.js');
    return mutants ? askAboutMutants() : askOracle(options);
  },
);
