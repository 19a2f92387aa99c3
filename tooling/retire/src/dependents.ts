import type { ContractStore } from '#tooling/ledger';
import type { Service } from '#libs/service';
import type { FlowFile } from '#tooling/flows';
import { isEvent, type Pact, pactFileName, PACTS } from '#tooling/pacts';
import { counted } from '#tooling/platform';

/** Everything in a checkout that may depend on a service. */
export interface House {
  services: Pick<Service, 'name' | 'settings' | 'events'>[];
  pacts: Pact[];
  flows: (Pick<FlowFile, 'flow' | 'file' | 'steps'> & Partial<Pick<FlowFile, 'unproved'>>)[];
  /** The operations of the public API, as `GET /api/things`, by their service: nobody knows who calls them. */
  operations?: Record<string, string[]>;
  /** Files outside of the service that name its folder, and are not generated: tests of several services, documentation. */
  mentions?: string[];
}

/** The services that no source, pact or flow names, and that people cannot do without. */
const ALWAYS_NEEDED: Record<string, string> = {
  gateway: 'callers from outside reach every service by it',
  monitor: 'operators have the page, the state of the flows and their alerts from it',
};

/** Who calls a service, consumes its events or waits for it, by the sources, the pacts and the flows; a line each. */
export const dependentsOn = (service: string, { services, pacts, flows }: House): string[] => [
  ...(ALWAYS_NEEDED[service] ? [ALWAYS_NEEDED[service]] : []),
  ...services.filter(({ name }) => name !== service).flatMap((other) => needsOf(other, service)),
  ...pacts.filter(({ provider }) => provider.name === service).map(needOf),
  ...flows.flatMap(({ flow, file, steps }) =>
    Object.entries(steps)
      .filter(([, step]) => step.service === service)
      .map(([name]) => `the flow ${flow} waits for it (step ${name} of ${file})`),
  ),
];

function needsOf({ name, settings, events }: House['services'][number], service: string): string[] {
  const types = events.heard.filter(({ from }) => from === service).map(({ type }) => type);
  return [
    ...Object.entries(settings).flatMap(([setting, { peer, link }]) => {
      if (peer === service) return [`${name} calls it (setting ${setting})`];
      return link === service ? [`${name} leads people to it (setting ${setting})`] : [];
    }),
    ...(types.length ? [`${name} consumes ${types.join(', ')} (apps/${name}/src/events.ts)`] : []),
  ];
}

function needOf(pact: Pact): string {
  const events = pact.interactions.filter(isEvent).length;
  const calls = pact.interactions.length - events;
  const needs = [
    ...(calls ? [counted(calls, 'call')] : []),
    ...(events ? [counted(events, 'event')] : []),
  ].join(' and ');
  return `${pact.consumer.name} has a pact with it about ${needs || 'nothing'} (${PACTS}/${pactFileName(pact)})`;
}

/** The deployed services that need it, by what is recorded of each environment; a line each. */
export async function deployedDependents(
  service: string,
  store: Pick<ContractStore, 'name' | 'consumersOf'>,
  environments: string[],
): Promise<string[]> {
  const lines = environments.map(async (environment) =>
    (await store.consumersOf(service, environment)).map(
      (consumer) => `${consumer} as deployed in ${environment} needs it (${store.name})`,
    ),
  );
  return (await Promise.all(lines)).flat();
}
