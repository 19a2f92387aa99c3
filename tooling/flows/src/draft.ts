import type { Service } from '#libs/service';
import { stringify } from 'yaml';

/** An event of a process that has happened. */
export interface Happened {
  readonly service: string;
  readonly id: string;
  readonly type: string;
  /** The id of the event or request that led to it. */
  readonly causationid: string;
  readonly time: string;
  /** The fields of its data that are text. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The times that people promise: a draft takes the first one that is ten times as long as the step took. */
const WITHIN = { '30s': 30, '2m': 120, '10m': 600, '1h': 3_600, '24h': 86_400, '7d': 604_800 };
const TODO = 'TODO: say why, or make it publish something';

/**
 * The first draft of a flow, from what happened once.
 * @param events every event of the process, with one correlation ID
 * @returns the text of a file of contracts/flows
 */
export function draftOf(
  name: string,
  events: readonly Happened[],
  services: readonly Pick<Service, 'name' | 'events'>[],
): string {
  const inOrder = events.toSorted((one, other) => one.time.localeCompare(other.time));
  const causeOf = ({ causationid }: Happened) => inOrder.find(({ id }) => id === causationid);
  const starts = inOrder.filter((event) => !causeOf(event));
  const steps = inOrder.flatMap((event) => {
    const cause = causeOf(event);
    return cause ? [[nameOf(event), stepOf(event, cause)] as const] : [];
  });
  const named = new Set(steps.map(([, { service }]) => service));
  const types = inOrder.map(({ type }) => type);
  const silent = services.filter(
    ({ name: consumer, events: { heard } }) =>
      consumer !== 'monitor' && !named.has(consumer) && heard.some(({ type }) => types.includes(type)),
  );
  const flow = {
    flow: name,
    about: 'TODO: one sentence',
    key: keyOf(inOrder),
    starts: listOf(starts.map(({ type }) => type)),
    steps: Object.fromEntries(steps),
    ...(silent.length && { unproved: Object.fromEntries(silent.map((one) => [one.name, TODO])) }),
  };
  return `# A draft of what happened once: check each step, and name what was not tried. docs/flows.md explains the format.\n${stringify(flow)}`;
}

/** One type, or a list of several. */
const listOf = (types: string[]): string | string[] => {
  const distinct = [...new Set(types)];
  return distinct.length === 1 ? (distinct[0] ?? '') : distinct;
};

/** `loyalty.account-opened.v1` is the step `loyalty-account-opened`. */
const nameOf = ({ type }: Happened): string => type.split('.').slice(0, 2).join('-');

function stepOf(event: Happened, cause: Happened) {
  const seconds = (Date.parse(event.time) - Date.parse(cause.time)) / 1_000;
  const within = Object.entries(WITHIN).find(([, most]) => most >= 10 * seconds)?.[0] ?? '7d';
  return { service: event.service, on: cause.type, says: event.type, within };
}

/** The field that has the same value in every event, or the correlation ID when there is none. */
function keyOf([first, ...others]: readonly Happened[]): string {
  const shared = Object.entries(first?.fields ?? {}).find(([field, value]) =>
    others.every(({ fields }) => fields[field] === value),
  );
  return shared?.[0] ?? 'correlationid';
}
