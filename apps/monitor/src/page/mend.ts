import type { Failing, Flow, Step, WholeProcess } from './data.js';
import { command, WHY } from './commands.js';
import { h, type VNode } from './html.js';
import { actButton, link, problems, section } from './parts.js';
import type { Page } from './view.js';

/** What a person can do, with the exact command. */
export function mending(process: WholeProcess, flows: readonly Flow[], page: Page): VNode {
  const { flow, key, steps, events, failures, unasked } = process;
  const missing = steps.filter(({ state }) => state === 'missing');
  const silent = missing.filter(({ name }) => !failures.some((one) => one.steps.includes(name)));
  const logs = command(`npm run --silent logs -- ${events[0]?.correlationId ?? key}`);
  return section(
    `mend-${flow}-${key}`,
    'What mends it',
    problems(unasked.map(({ service, because }) => ({ service, problem: because }))),
    failures.map((one) => mendMessage(one, page)),
    silent.map((step) => mendSilence(step, process, flows, logs)),
    silent.length > 0 && runbook('flow-step-missing'),
    failures.some(({ state }) => state === 'hospital') && runbook('hospital-patient'),
    !failures.length &&
      !silent.length &&
      h('p', { class: 'empty' }, 'Nothing fails. What each service logged: ', logs),
  );
}

/** A step that nothing tells about: its event waits, or its handler took it as done. */
function mendSilence(
  { name, service, owner }: Step,
  { flow, events }: WholeProcess,
  flows: readonly Flow[],
  logs: VNode,
): VNode {
  const on = flows.find((one) => one.name === flow)?.steps.find((step) => step.name === name)?.on ?? [];
  const event = events.find(({ type }) => on.includes(type));
  return h(
    'div',
    { key: name },
    h(
      'p',
      {},
      `${service} (${owner}) has not done ${name}, and tries nothing again: ${event?.type ?? 'its event'} waits in its `,
      link('#/queues', 'queue'),
      ', or its handler returned without acting. Read what happened: ',
      logs,
    ),
    event &&
      h(
        'p',
        {},
        'If its handler took the event as done wrongly, mend it, and then: ',
        command(`npm run hospital -- again ${event.id} --service ${service} ${WHY}`),
      ),
  );
}

function mendMessage({ service, state, kind, id, event }: Failing, page: Page): VNode {
  const act = state === 'hospital' ? 'replay' : 'retry';
  const says =
    act === 'replay'
      ? `${service} gets this message back with all attempts, under the same id: it has its effect once.`
      : `${service} makes the next attempt now. If it fails, the message waits on.`;
  const proposal = { id: `${service}-${id}`, service, says, verb: act === 'replay' ? 'Replay' : 'Retry' };
  return h(
    'div',
    { key: proposal.id, class: 'mend' },
    h('p', {}, `${event ?? 'A message'} in ${service}: `, command(`npm run hospital -- ${act} ${id} ${WHY}`)),
    actButton(page, { ...proposal, order: { act, messages: [{ kind, id }] } }),
  );
}

/** The monitor serves the runbooks of its own version. */
const runbook = (name: string): VNode => h('p', {}, link(`runbooks/${name}.md`, `The runbook ${name}`));
