import type { FaultState } from '#tooling/faults';
import { runbookOf } from '#tooling/observability';
import type { Outcome } from './drill.js';

/** The labels of an alert that tell an operator where to look. */
const TELLING = ['flow', 'step', 'step_service', 'service', 'queue', 'owner', 'event'];

const seconds = (value: number | undefined): string => (value === undefined ? '-' : `${value} s`);

/** One drill in a few lines. */
export function outcomeText({ fault, held, ...outcome }: Outcome): string {
  const { secondsToAlert, secondsToFinding, secondsToResolve, named = {}, said, problem } = outcome;
  const alerts = Object.entries(secondsToAlert).map(([alert, after]) => `${alert} after ${after} s`);
  const labels = TELLING.flatMap((label) => (named[label] ? [`${label} ${named[label]}`] : []));
  return [
    `${held ? 'held  ' : 'FAILED'}  ${fault}`,
    ...(alerts.length ? [`        alerts: ${alerts.join(', ')}`] : []),
    ...(labels.length ? [`        named: ${labels.join(', ')}`] : []),
    ...(said ? [`        said after ${seconds(secondsToFinding)}: ${said}`] : []),
    ...(secondsToResolve === undefined ? [] : [`        well again after ${seconds(secondsToResolve)}`]),
    ...(problem ? [`        ${problem}`] : []),
  ].join('\n');
}

/** Every fault: what it does, the alert with its runbook, and how it ends. */
export const faultsText = (
  faults: Pick<FaultState, 'name' | 'about' | 'since' | 'alert' | 'mend'>[],
): string =>
  faults
    .map(
      ({ name, about, since, alert, mend }) =>
        `${name}${since ? `  ON since ${since}` : ''}\n        ${about}
        Raises ${alert.name}, see observability/runbooks/${runbookOf(alert.name)}.
        ${mend}`,
    )
    .join('\n');
