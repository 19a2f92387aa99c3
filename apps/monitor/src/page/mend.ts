import type { Failing, Links, Overview, WholeProcess } from './data.js';
import { command, WHY } from './commands.js';
import { h, type VNode } from './html.js';
import { actButton, link, problems, section } from './parts.js';
import { retrySays } from './retrying.js';
import { absenceOf, mendSilence, silentSteps } from './silence.js';
import type { Page } from './view.js';

/** What a person can do, with the exact command. @param known nothing when no step of it is open */
export function mending(
  process: WholeProcess,
  { known, links }: { known: Pick<Overview, 'services' | 'queues'>; links: Links },
  page: Page,
): VNode {
  const { flow, key, events, failures, unasked } = process;
  const silent = silentSteps(process, known);
  const id = events[0]?.correlationId ?? key;
  const logs = links.logs
    ? link(`${links.logs}${id}`, `the log lines of ${id}`)
    : command(`npm run --silent logs -- ${id}`);
  return section(
    `mend-${flow}-${key}`,
    'What mends it',
    problems(
      unasked.map(({ service, because }) => ({ service, problem: absenceOf(service, known) ?? because })),
    ),
    failures.map((one) => mendMessage(one, page)),
    silent.map((step) => mendSilence(step, process, known, logs)),
    silent.length > 0 && runbook('flow-step-missing'),
    failures.some(({ state }) => state === 'hospital') && runbook('hospital-patient'),
    !failures.length &&
      !silent.length &&
      h('p', { class: 'empty' }, 'Nothing fails. What each service logged: ', logs),
  );
}

function mendMessage(failing: Failing, page: Page): VNode {
  const { service, state, kind, id, event } = failing;
  const act = state === 'hospital' ? 'replay' : 'retry';
  const says =
    act === 'replay'
      ? `${service} gets this message back with all attempts, under the same id: it has its effect once.`
      : retrySays(failing);
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
