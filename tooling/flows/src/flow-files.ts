import type { Service } from '#libs/service';
import { PACTS, readPacts } from '#tooling/pacts';
import { type GeneratedFiles, UserError } from '#tooling/platform';
import { join } from 'node:path';
import { format } from 'prettier';
import { z } from 'zod';
import { type FlowFile, readFlows, typesOf } from './flow-file.js';
import { ATTRIBUTES, flowProblems, MONITOR, publisherOf, unnamedConsumers } from './flow-problems.js';

/** The reason that a consumer gets which its flow does not name. */
const UNNAMED = 'no step of this flow describes it yet';
/** What the monitor is made from. */
export const FLOWS_MODULE = `apps/${MONITOR}/src/flows.ts`;
/** What the monitor draws the platform from. */
const LANDSCAPE_MODULE = `apps/${MONITOR}/src/landscape.ts`;
const NOTE = '// Written by npm run generate, from contracts/flows.\n';
const STYLE = { parser: 'typescript', singleQuote: true, printWidth: 110 } as const;

/**
 * What the monitor matches and consumes, and the specs of its pacts.
 * @throws UserError naming each place in which a flow does not fit the services and the pacts
 */
export async function flowFiles(services: Service[], root: string): Promise<GeneratedFiles> {
  const flows = readFlows(root);
  const declared = { services, pacts: readPacts(join(root, PACTS)) };
  const problems = flows.flatMap((flow) => flowProblems(flow, declared));
  if (problems.length) throw new UserError(problems.join('\n'));
  const events = eventsOf(flows, services);
  const providers = [...new Set(events.map(({ from }) => from))].sort();
  const specs = providers.map(async (provider) => {
    const own = events.filter(({ from }) => from === provider);
    return [specOf(provider), await specText(provider, own, services)] as const;
  });
  return {
    texts: {
      [FLOWS_MODULE]: await moduleText(flows, services, events),
      [LANDSCAPE_MODULE]: await landscapeText(services),
      ...Object.fromEntries(await Promise.all(specs)),
    },
    owned: [specOf('*')],
  };
}

/** What a person should add to the flows: a sentence for each consumer that its flow does not name. */
export const unnamedIn = (services: Service[], root: string): string[] =>
  readFlows(root).flatMap((flow) =>
    unnamedConsumers(flow, { services }).map(
      (name) =>
        `${flow.file}: ${name} consumes events of this flow, and nobody would notice its silence: add a step of it, or name it under unproved with the reason.`,
    ),
  );

const specOf = (provider: string): string => `apps/${MONITOR}/test/${provider}.consumer-pact-spec.ts`;

function specText(
  provider: string,
  events: ReturnType<typeof eventsOf>,
  services: Service[],
): Promise<string> {
  const examples = events.map(({ type, part }) => [
    type,
    Object.fromEntries(part.map((field) => [field, exampleOf(type, field, services)])),
  ]);
  const text = JSON.stringify(Object.fromEntries(examples));
  return format(
    `${NOTE}import { flowPact } from './flow-pact.js';\n\nflowPact('${provider}', ${text});\n`,
    STYLE,
  );
}

/** What keys look like: a UUID, a hash, a word. */
const EXAMPLES = ['0193a1b2-7c00-7000-8000-000000000001', '0'.repeat(64), 'example'];

/** A value that the publisher may put into a field. @throws UserError when none of the usual forms fits */
function exampleOf(type: string, field: string, services: Service[]): string {
  const schema = publisherOf(type, services)?.said.schema.shape[field] as z.ZodType | undefined;
  const constants = schema instanceof z.ZodLiteral ? [...schema.values].map(String) : [];
  const example = [...EXAMPLES, ...constants].find((value) => schema?.safeParse(value).success);
  if (example === undefined)
    throw new UserError(
      `${type}: no example is known for a key like its ${field}: add one to EXAMPLES of tooling/flows`,
    );
  return example;
}

/**
 * Each event of the flows, with the fields that are keys in one of them. A flow may take its key from the envelope, which
 * says the subject anyway: then the field of the subject is delivered. */
function eventsOf(flows: FlowFile[], services: Service[]) {
  const types = [...new Set(flows.flatMap(typesOf))].sort();
  return types.map((type) => {
    const keys = flows.filter((flow) => typesOf(flow).includes(type)).map(({ key }) => key);
    const { service: from = '', said } = publisherOf(type, services) ?? {};
    const fields = keys.map((key) => (ATTRIBUTES.includes(key) ? (said?.subject ?? key) : key));
    return { type, from, part: [...new Set(fields)].sort(), isPersonal: said?.person !== undefined };
  });
}

function moduleText(flows: FlowFile[], services: Service[], events: object[]): Promise<string> {
  const ownerOf = (service: string) => services.find(({ name }) => name === service)?.owner ?? '';
  const described = flows.map((flow) => {
    const { flow: name, about, key, starts, erases, steps, outcomes, ends, unproved } = flow;
    const unnamed = unnamedConsumers(flow, { services }).map((consumer) => [consumer, { because: UNNAMED }]);
    return {
      name,
      about,
      key,
      starts,
      erases,
      steps: Object.entries(steps).map(([step, { service, within: withinMs, ...rest }]) => {
        return { name: step, service, owner: ownerOf(service), ...rest, withinMs };
      }),
      ...(Object.keys(outcomes).length && { outcomes }),
      ends: { failed: ends.failed ?? [], abandoned: ends.abandoned ?? [] },
      unproved: { ...unproved, ...(Object.fromEntries(unnamed) as FlowFile['unproved']) },
    };
  });
  return format(
    `${NOTE}import type { Flow, FlowEvent } from './flow.js';

export const FLOWS: readonly Flow[] = ${JSON.stringify(described)};

/** Every event that a flow names, with the fields that name processes. */
export const FLOW_EVENTS: readonly FlowEvent[] = ${JSON.stringify(events)};
`,
    STYLE,
  );
}

/** Every service, which events it sends to whom, and whom it calls; the monitor only watches. */
function landscapeText(services: Service[]): Promise<string> {
  const told = services.filter(({ isStateless }) => !isStateless);
  const shown = told.filter(({ name }) => name !== MONITOR);
  const consumersOf = (type: string) =>
    shown.filter(({ events }) => events.heard.some((one) => one.type === type)).map(({ name }) => name);
  const countedBy = (type: string) => {
    const counted = shown
      .filter(({ events }) => events.totals?.some((total) => total.of.includes(type)))
      .map(({ name }) => name);
    return counted.length ? { counted } : {};
  };
  const events = shown.flatMap(({ name: from, events: { said } }) =>
    said
      .map(({ type }) => ({ type, from, to: consumersOf(type), ...countedBy(type) }))
      .filter(({ to }) => to.length),
  );
  const calls = shown.flatMap(({ name: from, settings }) =>
    Object.values(settings).flatMap(({ peer, outside }) => {
      const to = peer ?? outside;
      return to ? [{ from, to, isOutside: peer === undefined }] : [];
    }),
  );
  const landscape = { services: told.map(({ name, owner }) => ({ name, owner })), events, calls };
  return format(
    `${NOTE.replace('contracts/flows', 'the services')}import type { Landscape } from './map.js';

/** The services of the platform that have a database, as their contracts connect them. */
export const LANDSCAPE: Landscape = ${JSON.stringify(landscape)};
`,
    STYLE,
  );
}
