import type { Replay, SentSummary } from '#libs/messaging';
import type { Service } from '#libs/service';
import { counted, UsageError, UserError } from '#tooling/platform';
import type { HospitalClient } from './hospital-client.js';
import type { Json } from './hospital-answers.js';

/** What to deliver again, and to whom. */
export interface ReplayRequest {
  to: string;
  /** ISO 8601. */
  since: string;
  /** The types of events; all that the hearer hears unless given. */
  types: string[];
  /** Events a second. */
  rate: number;
  why: string;
  isDryRun: boolean;
}

/** A publisher, and what it has sent of what the hearer hears. */
interface Source {
  service: string;
  types: string[];
  sent: Json<SentSummary>[];
}

/** A replay of one publisher. */
interface Running {
  service: string;
  replay: Json<Replay>;
}

/** Most events of one request. */
const MOST_AT_ONCE = 200;
const STEPS_A_SECOND = 4;

type Pause = (ms: number) => Promise<void>;

/**
 * Delivers what services have sent since a moment to one hearer again, oldest first, so many a second. What was interrupted
 * goes on where it stopped.
 * @throws UsageError when the hearer hears none of it
 * @throws UserError when a service refuses or does not answer
 */
export async function replayEvents(
  client: HospitalClient,
  services: Pick<Service, 'name' | 'events'>[],
  request: ReplayRequest,
  pause: Pause,
): Promise<void> {
  const sources = await plan(client, services, request);
  console.log(planText(request, sources));
  if (request.isDryRun || !sources.some(({ sent }) => sent.length)) return;
  const running = await Promise.all(sources.map((source) => begin(client, source, request)));
  const ended = await runAll(client, running, request.rate, pause);
  console.log(endText(client, request, ended));
}

async function plan(
  client: HospitalClient,
  services: Pick<Service, 'name' | 'events'>[],
  { to, since, types }: ReplayRequest,
): Promise<Source[]> {
  const heard = services.find(({ name }) => name === to)?.events.heard.map(({ type }) => type) ?? [];
  if (!heard.length) throw new UsageError(`${to} hears no events.`);
  const unheard = types.find((type) => !heard.includes(type));
  if (unheard) throw new UsageError(`${to} does not hear ${unheard}: choose one of ${heard.join(', ')}.`);
  const wanted = types.length ? types : heard;
  const sources = services
    .map(({ name, events }) => ({
      service: name,
      types: events.said.map(({ type }) => type).filter((type) => wanted.includes(type)),
    }))
    .filter((source) => source.types.length);
  return Promise.all(
    sources.map(async (source) => ({ ...source, sent: await sentBy(client, source, to, since) })),
  );
}

async function sentBy(
  client: HospitalClient,
  { service, types }: Omit<Source, 'sent'>,
  to: string,
  since: string,
): Promise<Json<SentSummary>[]> {
  const query = new URLSearchParams({ to, since });
  for (const type of types) query.append('type', type);
  return known(service, await client.ask(service, 'GET', `sent?${String(query)}`));
}

async function begin(
  client: HospitalClient,
  { service, types }: Source,
  { to, since, why }: ReplayRequest,
): Promise<Running> {
  const order = { to, types, since, why };
  const replay = known<Json<Replay>>(service, await client.ask(service, 'POST', 'replays', order));
  const done = replay.delivered + replay.erased;
  if (done) console.log(`${service}: goes on after ${done} of ${counted(replay.total, 'event')}`);
  return { service, replay };
}

/** Runs replays side by side: what is older comes first. */
async function runAll(
  client: HospitalClient,
  running: Running[],
  rate: number,
  pause: Pause,
): Promise<Running[]> {
  const most = Math.min(MOST_AT_ONCE, Math.max(1, Math.ceil(rate / STEPS_A_SECOND)));
  for (;;) {
    const [next] = running
      .filter(({ replay }) => replay.nextAt !== null)
      .sort((one, other) => String(one.replay.nextAt).localeCompare(String(other.replay.nextAt)));
    if (!next) return running;
    const before = next.replay.delivered;
    const path = `replays/${next.replay.replayId}`;
    next.replay = known(next.service, await client.ask(next.service, 'POST', path, { most }));
    await pause(((next.replay.delivered - before) / rate) * 1_000);
  }
}

function known<Body>(service: string, body: Body | undefined): Body {
  if (body !== undefined) return body;
  throw new UserError(`${service} does not know how to deliver events again: it runs an older version.`);
}

function planText({ to, since, rate, isDryRun }: ReplayRequest, sources: Source[]): string {
  const lines = sources.flatMap(({ service, sent }) =>
    sent.map(({ type, events, erased, oldest, newest }) =>
      [
        service.padEnd(13),
        type.padEnd(32),
        counted(events - erased, 'event').padEnd(12),
        `${oldest.slice(0, 19)}Z to ${newest.slice(0, 19)}Z`,
        ...(erased
          ? [`(${counted(erased, 'more', 'more')} of erased people ${erased === 1 ? 'is' : 'are'} left out)`]
          : []),
      ].join(' '),
    ),
  );
  if (!lines.length) return `Nothing that ${to} hears was sent since ${since}.`;
  return [
    ...lines,
    `${isDryRun ? 'Without --dry-run, ' : ''}${to} gets these again, ${rate} a second. What it has handled has no effect.`,
    ...(isDryRun ? [] : ['If this is interrupted, the same command goes on where it stopped.']),
  ].join('\n');
}

function endText(client: HospitalClient, { to }: ReplayRequest, ended: Running[]): string {
  const sum = (of: (replay: Json<Replay>) => number) =>
    ended.reduce((all, { replay }) => all + of(replay), 0);
  const erased = sum((replay) => replay.erased);
  const left = erased ? `; ${erased} of erased people ${erased === 1 ? 'was' : 'were'} left out` : '';
  const delivered = counted(
    sum((replay) => replay.delivered),
    'event',
  );
  const again = client.advised(`npm run hospital -- again ID --service ${to} --why "…"`);
  return [
    `${to} has got ${delivered}${left}. Those that it had handled before have no effect.`,
    `To have one of those handled again: ${again}`,
  ].join('\n');
}
