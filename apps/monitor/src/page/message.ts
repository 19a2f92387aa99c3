import { get, Refused } from './api.js';
import type { Message } from './data.js';
import { command } from './commands.js';
import { counted, moment } from './format.js';
import { type Child, h, type VNode } from './html.js';
import { actButton, link, processLink, row, section, table, when } from './parts.js';
import { retrySays } from './retrying.js';
import type { Page, View } from './view.js';

interface Data {
  /** Undefined when it is not there any more. */
  message: Message | undefined;
  isWhole: boolean;
}

/** One message that is tried again or was given up: what it says, what failed, and what can be done. */
export const messageView: View<Data> = {
  title: ({ path }) => `Message ${path[3] ?? ''}`,

  async load({ path: [, service = '', kind = '', id = ''] }, before) {
    if (before?.isWhole) return before; // reading the whole body is recorded, so it is read once
    const path = ['hospitals', service, 'messages', kind, id].map(encodeURIComponent).join('/');
    const message = await get<Message>(path).catch((error: unknown) => {
      if (error instanceof Refused && error.status === 404) return undefined;
      throw error;
    });
    return { message, isWhole: false };
  },

  draw(data, page) {
    const [, service = '', , id = ''] = page.route.path;
    const { message } = data;
    if (!message) return gone(service, id);
    const { attributes, body, bytes, diagnosis } = message;
    return [
      summary(service, message, page),
      attemptList(message, page),
      section('envelope', 'Envelope', pre(attributes)),
      section(
        'body',
        `Body (${bytes} bytes${data.isWhole ? '' : ', masked'})`,
        pre(body),
        !data.isWhole && whole(data, page),
      ),
      diagnosis?.stack && section('stack', 'Stack', h('pre', { tabindex: 0 }, diagnosis.stack)),
      actList(message),
    ];
  },
};

const gone = (service: string, id: string): VNode =>
  section(
    'message',
    `Message ${id}`,
    h(
      'p',
      { class: 'empty' },
      `${service} neither tries it again nor has given it up: it was handled, replayed or discarded, or its person was erased.`,
    ),
    h('p', {}, link('#/failures', 'All failures'), ' ', link('#/acts', 'What operators did')),
  );

function summary(service: string, message: Message, page: Page): VNode {
  const { id, event, attempts, diagnosis, attributes } = message;
  return section(
    'message',
    `${event ?? 'A message'} in ${service}`,
    h(
      'p',
      {},
      diagnosis
        ? `It was given up after ${counted(attempts, 'attempt')}: ${diagnosis.error}: ${diagnosis.message}`
        : `It has ${attempts ? `failed ${counted(attempts, 'time')}` : 'not failed'} and waits for its next attempt.`,
    ),
    h('p', {}, 'Process ', processLink(text(attributes.correlationid)), ', message ', h('code', {}, id)),
    buttons(service, message, page),
    h('p', {}, command(`npm run hospital -- show ${id}`)),
  );
}

const attemptList = ({ errors }: Message, { now }: Page): Child =>
  errors.length > 0 &&
  section(
    'attempts',
    'Failed attempts',
    table(
      'Failed attempts',
      ['When', 'Error'],
      errors.map(({ at, error, message }, number) =>
        row(String(number), when(at, now), `${error}: ${message}`),
      ),
    ),
  );

const actList = ({ acts }: Message): Child =>
  acts.length > 0 &&
  section(
    'acts',
    'What operators did',
    table(
      'Acts on this message',
      ['When', 'Act', 'Who', 'Why'],
      acts.map((one, number) => row(String(number), moment(one.at), one.act, one.who, one.why)),
    ),
  );

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const pre = (value: unknown) => h('pre', { tabindex: 0 }, JSON.stringify(value, null, 2));

/** Reads everything that the message says. Its service records who did. */
function whole(data: Data, page: Page): Child {
  const [, service = '', kind = '', id = ''] = page.route.path;
  const onclick = async () => {
    const path = ['hospitals', service, 'messages', kind, id].map(encodeURIComponent).join('/');
    data.message = await get<Message>(path, { body: 'whole' });
    data.isWhole = true;
    page.refresh();
  };
  return h(
    'p',
    {},
    h('button', { type: 'button', onclick }, 'Show all of it'),
    ' It may be personal: that you read it is logged and kept.',
  );
}

function buttons(service: string, { kind, id, diagnosis, attempts }: Message, page: Page): Child {
  const messages = [{ kind, id }];
  if (!diagnosis)
    return actButton(page, {
      id: `retry-${id}`,
      service,
      verb: 'Retry',
      order: { act: 'retry', messages },
      says: retrySays({ service, attempts }),
    });
  return [
    actButton(page, {
      id: `replay-${id}`,
      service,
      verb: 'Replay',
      order: { act: 'replay', messages },
      says: `${service} gets this message back with all attempts, under the same id: it has its effect once.`,
    }),
    ' ',
    actButton(page, {
      id: `discard-${id}`,
      service,
      verb: 'Discard',
      order: { act: 'discard', messages },
      says: `${service} deletes this message for good, and drops a copy that comes later. What it should have done is never done.`,
    }),
  ];
}
