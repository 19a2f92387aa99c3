import { command } from './command.js';
import { discoverThirdParties } from '#tooling/third-parties';
import { readWords } from './options.js';
import { StatePaths } from './state-paths.js';
import { HOST, MOUNTEBANK_PORT, UserError } from '#tooling/platform';

/** Lists what a third party was sent, newest last: `mails` or `parcels`. */
await command(async (args) => {
  const { words, data } = readWords(args);
  const thirdParties = await discoverThirdParties();
  const party = thirdParties.find(({ receives }) => receives === words[0]);
  if (!party)
    throw new UserError(`Say what to list: ${thirdParties.map(({ receives }) => receives).join(' or ')}.`);
  const { portOffset = 0 } = (await new StatePaths(data).lastLaunch()) ?? {};
  const url = `http://${HOST}:${MOUNTEBANK_PORT + portOffset}/imposters/${party.port + portOffset}`;
  const response = await fetch(url).catch(() => {
    throw new UserError(`Nothing runs on ${url}: start it with \`npm start\`.`);
  });
  const { requests } = (await response.json()) as { requests: object[] };
  for (const request of requests) console.log(party.show(request));
  if (!requests.length) console.log(`The ${party.title} has received no ${party.receives} yet.`);
});
