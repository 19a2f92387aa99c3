import { discoverThirdParties } from '#tooling/third-parties';
import { ask, HOST, MOUNTEBANK_PORT, type NoAnswer, UserError } from '#tooling/platform';
import { launcherCommand, nothingRuns, unanswered } from './command.js';
import { type StatePaths } from './state-paths.js';

const thirdParties = await discoverThirdParties();
const asked = thirdParties.filter(({ receives }) => process.argv.includes(receives)); // by the script of package.json

await launcherCommand(
  {
    name: (asked.length ? asked : thirdParties).map(({ receives }) => `npm run ${receives}`),
    about: 'Lists what a third party received while the platform runs, the newest last.',
    args: [
      {
        name: 'KIND',
        about: 'what it received',
        preset: true,
        oneOf: () => thirdParties.map(({ receives }) => receives),
      },
    ],
  },
  async (paths, _options, [what]) => {
    const party = thirdParties.find(({ receives }) => receives === what)!;
    const requests = await requestsAt(paths, party.port);
    for (const request of requests) console.log(party.formatRequest(request));
    if (!requests.length) console.log(`The ${party.title} has received no ${party.receives} yet.`);
  },
);

/** @throws UserError when nothing runs */
async function requestsAt(paths: StatePaths, port: number): Promise<object[]> {
  const launch = paths.lastLaunch();
  if (!launch) throw new UserError(nothingRuns(paths));
  const { portOffset } = launch;
  const url = `http://${HOST}:${MOUNTEBANK_PORT + portOffset}/imposters/${port + portOffset}`;
  const response = await ask(url).catch((error: NoAnswer) => {
    throw new UserError(unanswered(paths, error));
  });
  const { requests } = (await response.json()) as { requests: object[] };
  return requests;
}
