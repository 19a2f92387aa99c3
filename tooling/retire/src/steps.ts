import { basename } from 'node:path';
import type { House } from './dependents.js';

/** What remains to be done for a service on which nothing depends, in this order; each command can be repeated. */
export function stepsFor(
  service: string,
  { services, pacts, flows, operations, mentions = [] }: House,
  deployedIn: string[],
): string[] {
  const itself = services.find(({ name }) => name === service);
  const own = pacts.filter(({ consumer }) => consumer.name === service).map(({ provider }) => provider.name);
  const unproved = flows.filter((flow) => flow.unproved && service in flow.unproved);
  const open = operations?.[service] ?? [];
  const steps = [
    ...(open.length ? [`tell the clients of the public API, which loses ${open.join(', ')}`] : []),
    ...(itself?.events.heard.length || itself?.events.said.length
      ? [
          `while it still runs, and once its outbox_pending and retry_waiting are 0: npm run migrate -- ${service} --decommission`,
        ]
      : []),
    ...(itself ? ['stop it, and keep its database for as long as somebody may ask for its data'] : []),
    ...deployedIn.map(
      (environment) => `npm run contracts:record -- --service ${service} --from ${environment}`,
    ),
    ...unproved.map(({ file }) => `remove ${service} from \`unproved\` in ${file}`),
    ...(itself ? [`git rm -r apps/${service}`] : []),
    ...(own.length
      ? [`git rm ${own.map((name) => `contracts/pacts/${service}-${name}.json`).join(' ')}`]
      : []),
    ...(itself ? mentions.map((file) => withoutMention(file, service)) : []),
  ];
  return steps.length ? [...steps, 'npm run generate'] : [];
}

/** A file that has the service in its name is about it alone. */
const withoutMention = (file: string, service: string): string =>
  basename(file).includes(service) ? `git rm ${file}` : `remove what ${file} does with apps/${service}`;
