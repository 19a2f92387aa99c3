import { discoverThirdParties } from '#tooling/third-parties';
import { ANSWER_MS, HOST, MOUNTEBANK_PORT, UsageError, UserError } from '#tooling/platform';
import { launcherCommand } from './command.js';
import { type StatePaths } from './state-paths.js';

const thirdParties = await discoverThirdParties();

await launcherCommand(
  {
    usage: thirdParties.map(({ receives }) => `npm run ${receives}`),
    about: 'Lists what a third party received while the platform runs, the newest last.',
    args: ['WHAT'],
  },
  async (paths, _options, [what]) => {
    const party = thirdParties.find(({ receives }) => receives === what);
    if (!party) throw new UsageError(`No third party receives ${what}.`);
    const requests = await requestsAt(paths, party.port);
    for (const request of requests) console.log(party.formatRequest(request));
    if (!requests.length) console.log(`The ${party.title} has received no ${party.receives} yet.`);
  },
);

/** @throws UserError when nothing runs */
async function requestsAt(paths: StatePaths, port: number): Promise<object[]> {
  const { portOffset = 0 } = (await paths.lastLaunch()) ?? {};
  const url = `http://${HOST}:${MOUNTEBANK_PORT + portOffset}/imposters/${port + portOffset}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => {
    throw new UserError(
      `Nothing answers at ${url}: run \`npm start\` first, or name its folder with --data.`,
    );
  });
  const { requests } = (await response.json()) as { requests: object[] };
  return requests;
}
