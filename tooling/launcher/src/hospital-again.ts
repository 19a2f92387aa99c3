import type { Replay, SentEvent } from '#libs/messaging';
import { counted, forEach, UsageError, UserError } from '#tooling/platform';
import type { ActResult, Json } from './hospital-answers.js';
import { type HospitalClient, settled, type StuckPage } from './hospital-client.js';
import { checkedWhy } from './why.js';

/** Which event a service is to handle again, and why. */
export interface AgainRequest {
  id: string | undefined;
  service: string | undefined;
  why: string | undefined;
}

/** Events that are delivered again at once. */
const AT_ONCE = 4;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Most processes that one command mends. */
const MOST = 500;

/**
 * Has a service handle an event again that its handler took as done wrongly: it forgets the event, and the publisher
 * delivers it once more. When the second part fails, the same command may be repeated.
 * @returns what happened, in a sentence
 * @throws UsageError when something is missing
 * @throws UserError when nobody has sent the event, its data is gone, or the handler is not declared to be repeatable
 */
export async function handleAgain(
  client: HospitalClient,
  { id, service, why: reason }: AgainRequest,
): Promise<string> {
  if (!id || !UUID.test(id))
    throw new UsageError(
      `again needs the ID of an event, as \`npm run logs -- CORRELATION-ID\` shows it, or --missing${id ? `: "${id}" is none` : ''}.`,
    );
  if (!service)
    throw new UsageError('--service is missing: name the service that is to handle the event again.');
  const why = checkedWhy(reason, 'it is handled again');
  const { event, publisher, isForgotten } = await deliverAgain(client, { id, service }, why);
  const began = isForgotten
    ? `${service} handles ${event.type} ${id} again`
    : `${service} had not handled ${event.type} ${id}, or has it in its hospital`;
  const { correlationid } = event.attributes;
  const process = typeof correlationid === 'string' ? correlationid : id;
  return `${began}: ${publisher} has delivered it once more.\nSee what it did: ${client.readLogs(process)}`;
}

/**
 * Does the same for every process that misses a step, as the monitor lists them.
 * @param missing `FLOW/STEP`
 * @returns what happened, in a sentence, and why some events are not handled again
 * @throws UsageError when something is missing
 * @throws UserError when no process misses the step, or none could be mended
 */
export async function handleMissingAgain(
  client: HospitalClient,
  missing: string,
  reason: string | undefined,
): Promise<string> {
  const [flow = '', step = '', ...rest] = missing.split('/');
  if (!flow || !step || rest.length)
    throw new UsageError(
      `--missing takes FLOW/STEP, as the page of the monitor names them, not "${missing}".`,
    );
  const why = checkedWhy(reason, 'it is handled again');
  const { events, isAll } = await missedEvents(client, flow, step);
  if (!events.length) throw new UserError(`No process of ${flow} misses ${step}.`);
  const problems = new Map<string, number>();
  const publishers: Publishers = new Map();
  await forEach(events, AT_ONCE, async (missed) => {
    const { id } = missed;
    await deliverAgain(client, missed, why, publishers).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      const problem = error.message.replaceAll(id, 'an event');
      problems.set(problem, (problems.get(problem) ?? 0) + 1);
    });
  });
  const failed = [...problems.values()].reduce((sum, count) => sum + count, 0);
  const told = [...problems].map(([problem, count]) => `\n${count} not: ${problem}`).join('');
  if (failed === events.length) throw new UserError(`Nothing is handled again.${told}`);
  const [{ service }] = events as [Missed];
  const more = isAll ? '' : '\nThere are more: run the command again once these are done.';
  return `${service} handles ${counted(events.length - failed, 'event')} again, one for each process that misses ${step}.${told}${more}`;
}

/** An event on which a service has not acted. */
interface Missed {
  id: string;
  /** Its type, if it is known. */
  type?: string | undefined;
  service: string;
}

/** Who has sent events of a type, as far as it is known: the others need not be asked for the next one. */
type Publishers = Map<string, string>;

/** The events on which the service of a step was to act, the latest processes first. */
async function missedEvents(
  client: HospitalClient,
  flow: string,
  step: string,
): Promise<{ events: Missed[]; isAll: boolean }> {
  const events: Missed[] = [];
  let after: string | null = null;
  do {
    const page: StuckPage = await client.stuck(flow, after);
    for (const { name, service, state, begunBy } of page.processes.flatMap(({ steps }) => steps))
      if (name === step && state === 'missing' && begunBy) events.push({ ...begunBy, service });
    after = page.next;
  } while (after && events.length < MOST);
  return { events: events.slice(0, MOST), isAll: !after && events.length <= MOST };
}

async function deliverAgain(
  client: HospitalClient,
  { id, type, service }: Missed,
  why: string,
  publishers: Publishers = new Map(),
) {
  const { service: publisher, body: event } = await sentEvent(client, id, publishers.get(type ?? ''));
  publishers.set(event.type, publisher);
  if (event.isErased)
    throw new UserError(`${event.type} ${id} is about a person who was erased: its data is gone.`);
  const isForgotten = await forget(client, service, id, event.type, why);
  const order = { to: service, types: [event.type], since: event.publishedAt, id, why };
  const replay = await client.ask<Json<Replay>>(publisher, 'POST', 'replays', order);
  await client.ask(publisher, 'POST', `replays/${replay?.replayId}`, { most: 1 });
  return { event, publisher, isForgotten };
}

/** @param likely the service to ask first. @throws UserError when no service has sent the event */
async function sentEvent(client: HospitalClient, id: string, likely: string | undefined) {
  const path = `sent/${id}`;
  const body = likely && (await client.ask<Json<SentEvent>>(likely, 'GET', path));
  if (likely && body) return { service: likely, body };
  const { answers, error } = await settled(client.get<Json<SentEvent>>(path));
  const [sent] = answers;
  if (!sent && error) throw error;
  if (!sent) throw new UserError(`No service has sent ${id}, or keeps it still.`);
  return sent;
}

/** @returns false when the service had not handled the event */
async function forget(
  client: HospitalClient,
  service: string,
  id: string,
  type: string,
  why: string,
): Promise<boolean> {
  const order = { act: 'again', why, messages: [{ kind: 'event', id }] };
  const result = await client.ask<ActResult>(service, 'POST', 'acts', order);
  if (result?.skipped.some(({ because }) => because === 'not-repeatable'))
    throw new UserError(
      `${service} does not declare that its handler of ${type} may run twice: mend what is missing by hand, ` +
        'or declare `repeatable: true` in its events.ts, if a test proves it.',
    );
  return Boolean(result?.done);
}
