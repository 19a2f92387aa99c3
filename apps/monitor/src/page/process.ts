import { find, get } from './api.js';
import { axisOf, sentenceOf, type Span, spanOf } from './axis.js';
import { mending } from './mend.js';
import type { Failing, Flow, Links, Message, Overview, Step, WholeProcess } from './data.js';
import { messageHref } from './failure-lists.js';
import { beside, counted, due, duration, moment } from './format.js';
import { type Child, h, type VNode } from './html.js';
import { badge, link, row, section, table, when } from './parts.js';
import { stateOf } from './processes.js';
import { openSteps } from './silence.js';
import type { Page, View } from './view.js';

interface Data {
  processes: WholeProcess[];
  /** Why there are none. */
  none?: string;
  /** When the attempts of failing messages failed, by the id of the message. */
  attempts: Record<string, string[]>;
  flows: Flow[];
  links: Links;
  /** Which services answer and what waits for them, while a step is open about which nothing tells. */
  known: Pick<Overview, 'services' | 'queues'>;
}

/** Messages whose attempts are drawn. */
const MOST_DRAWN = 5;
const NOTHING_KNOWN = { services: [] };
const KINDS = {
  unreached: 'quiet',
  waiting: 'busy',
  done: 'good',
  late: 'bad',
  missing: 'bad',
  skipped: 'quiet',
  unneeded: 'quiet',
} as const;

async function attemptsOf(failing: readonly Failing[]): Promise<Data['attempts']> {
  const attempts = failing.slice(0, MOST_DRAWN).map(async ({ service, kind, id }) => {
    const path = `hospitals/${service}/messages/${kind}/${encodeURIComponent(id)}`;
    const { errors } = await get<Message>(path).catch(() => ({ errors: [] as Message['errors'] }));
    return [id, errors.map(({ at }) => at)] as const;
  });
  return Object.fromEntries(await Promise.all(attempts));
}

export const processView: View<Data> = {
  title: ({ path }) => `Process ${path[1] ?? ''}`,

  async load({ path: [, id = ''] }, before) {
    const flows = before?.flows ?? (await get<Flow[]>('flows'));
    const links = before?.links ?? (await get<Links>('links'));
    const found = await find<WholeProcess>(id);
    const { processes } = found;
    const known = processes.some((one) => openSteps(one).length)
      ? await get<Overview>('overview').catch(() => NOTHING_KNOWN)
      : NOTHING_KNOWN;
    return {
      ...found,
      flows,
      links,
      known,
      attempts: await attemptsOf(processes.flatMap(({ failures }) => failures)),
    };
  },

  draw(data, page) {
    const [, id = ''] = page.route.path;
    return [
      h('h2', {}, headingOf(id, data.processes)),
      data.none && h('p', { class: 'empty' }, data.none),
      data.processes.map((process) => [
        drawProcess(process, data, page),
        mending(process, data, page),
        drawEvents(process, data.links, page),
      ]),
    ];
  },
};

const headingOf = (id: string, processes: readonly WholeProcess[]): string =>
  processes.some(({ events }) => events.some(({ correlationId }) => correlationId === id))
    ? `Process with correlation ID ${id}`
    : `Process ${id}`;

/** The name of a business key, such as `customerId`, as people say it. */
export const keyLabel = (key: string): string =>
  key.replace(/(?<!^)id$/i, ' ID').replace(/[a-z][A-Z]/g, ([one, other]) => `${one} ${other?.toLowerCase()}`);

function drawProcess(process: WholeProcess, data: Data, page: Page): VNode {
  const { flow, key, steps, beganAt } = process;
  const span = spanOf(process, page.now);
  return section(
    `process-${flow}-${key}`,
    `${flow}`,
    h(
      'p',
      {},
      stateOf(process),
      ` ${keyLabel(data.flows.find(({ name }) => name === flow)?.key ?? 'key')} ${key}, began ${moment(beganAt)} (`,
      when(beganAt, page.now),
      ')',
    ),
    h(
      'ol',
      { class: 'steps' },
      steps.map((step) => drawStep(step, process.failures, data, span, page.now)),
    ),
    h(
      'p',
      { class: 'scale', 'aria-hidden': 'true' },
      h('span', {}, '0 s'),
      h('span', {}, duration(span.to - span.from)),
    ),
  );
}

function drawStep(
  step: Step,
  failures: readonly Failing[],
  { attempts }: Data,
  span: Span,
  now: number,
): VNode {
  const own = failures.filter(({ steps }) => steps.includes(step.name));
  const failed = own.flatMap(({ id }) => attempts[id] ?? []);
  return h(
    'li',
    { key: step.name },
    h(
      'p',
      {},
      badge(KINDS[step.state], step.state === 'unneeded' ? 'not needed' : step.state),
      ' ',
      h('strong', {}, step.name),
      h(
        'small',
        {},
        ` ${step.service} (${step.owner})${step.optional ? `, optional: ${step.optional}` : ''}`,
      ),
    ),
    axisOf(step, failed, span, now),
    h(
      'p',
      { class: 'fact' },
      sentenceOf(step, failed.length),
      step.dueAt && step.state === 'waiting' && `, due ${beside(step.dueAt, now)}`,
    ),
    own.map((one) => h('p', { class: 'fact bad' }, whyOf(one, now))),
  );
}

/** Why a message fails, and what becomes of it. */
export function whyOf(failing: Failing, now: number): Child {
  const { service, state, attempts, cause, reason, waitsFor, isRunning, nextAt, hospitalAt } = failing;
  const why = cause ? `: ${cause.error}: ${cause.message}` : '';
  const message = link(messageHref(service, failing), `A message of ${service}`);
  if (state === 'hospital')
    return [message, ` was given up after ${counted(attempts, 'attempt')} (${reason})${why}`];
  if (waitsFor && nextAt && !isRunning)
    return [
      message,
      ` waits until ${waitsFor} answers again, which costs it no attempt; it looks ${due(nextAt, now)} at the latest`,
      hospitalAt ? `, and is given up ${due(hospitalAt, now)} if ${waitsFor} never answers` : '',
      why,
    ];
  const next = isRunning || !nextAt ? 'it is attempted now' : `its next attempt is ${due(nextAt, now)}`;
  return [
    message,
    ` has ${attempts ? `failed ${counted(attempts, 'time')}` : 'not failed'}; ${next}${hospitalAt ? `, and it is given up ${due(hospitalAt, now)}` : ''}${why}`,
  ];
}

const drawEvents = ({ flow, key, events, beganAt }: WholeProcess, { traces }: Links, page: Page): VNode =>
  section(
    `events-${flow}-${key}`,
    'Its events',
    table(
      `The events of ${flow}`,
      ['After', 'Event', 'Published by', 'Correlation ID', 'Trace'],
      events.map(({ id, type, source, correlationId, traceId, recordedAt }) =>
        row(
          id,
          h(
            'time',
            { datetime: recordedAt, title: moment(recordedAt) },
            duration(Math.max(0, Date.parse(recordedAt) - Date.parse(beganAt))),
          ),
          type,
          source.replace('/troupe/', ''),
          correlationId === page.route.path[1] ? 'this one' : correlationId,
          traceId ? (traces ? link(`${traces}/${traceId}`, traceId) : h('code', {}, traceId)) : '—',
        ),
      ),
    ),
  );
