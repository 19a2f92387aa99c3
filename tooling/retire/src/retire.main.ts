import { counted, runCommand, serviceNames } from '#tooling/platform';
import { checkLedger, environmentNames, PATHS, servicesRecordedIn } from '#tooling/contracts';

await runCommand(
  {
    name: 'npm run retire',
    about:
      'Says whether a service can be taken away: it names every service, pact, flow and deployment that needs it. When there is none,\n' +
      'it lists what remains to be done. It changes nothing itself.',
    options: PATHS,
    args: [
      {
        name: 'SERVICE',
        about: 'the service',
        oneOf: () => [...new Set([...serviceNames(), ...servicesRecordedIn(PATHS.ledger.default)])].sort(),
      },
    ],
  },
  async (folders, [service]) => {
    checkLedger(folders.ledger);
    const { discoverServices } = await import('#libs/service');
    const { readFlows } = await import('#tooling/flows');
    const { readPacts } = await import('#tooling/pacts');
    const { openStore, publicOperations } = await import('#tooling/contracts');
    const { dependentsOn, deployedDependents } = await import('./dependents.js');
    const { mentionsOf } = await import('./mentions.js');
    const { stepsFor } = await import('./steps.js');
    const { store } = openStore(folders);
    const house = {
      services: await discoverServices(),
      pacts: readPacts(folders.pacts),
      flows: readFlows('.'),
      operations: publicOperations('.'),
      mentions: mentionsOf(service),
    };
    const needs = [
      ...dependentsOn(service, house),
      ...(await deployedDependents(service, store, environmentNames())),
    ];
    for (const need of needs) console.log(`needed    ${need}`);
    if (needs.length) {
      console.log(`${service} must not be retired: ${counted(needs.length, 'reason')} to keep it.`);
      return 1;
    }
    const deployedIn = [];
    for (const environment of environmentNames())
      if (await store.isDeployed(service, environment)) deployedIn.push(environment);
    const steps = stepsFor(service, house, deployedIn);
    for (const step of steps) console.log(`remaining ${step}`);
    console.log(
      steps.length
        ? `Nothing needs ${service}: ${counted(steps.length, 'step')} to take, in this order.`
        : `${service} is retired.`,
    );
    return 0;
  },
);
