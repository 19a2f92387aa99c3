import { KILLS } from './acts.js';
import type { Outcome } from './random-run.js';

const SHOWN = 20;
const number = (count: number): string => count.toLocaleString('en');

/** What a random run has shown, in a few lines. */
export function reportOf({
  violations,
  tally,
  missed,
  requests,
  effects,
  absorbed,
  replayed,
  drainMs,
}: Outcome): string {
  const byKind = [...tally].toSorted(([one], [other]) => one.localeCompare(other));
  const kills = byKind.filter(([kind]) => KILLS.has(kind)).reduce((sum, [, times]) => sum + times, 0);
  const [lost, doubled] = [violations.filter(isLost).length, violations.filter(isDoubled).length];
  return [
    `${number(requests.done)} requests answered, ${number(requests.refused)} refused or broken`,
    `${number(kills)} kills; by kind: ${byKind.map(([kind, times]) => `${number(times)} ${kind}`).join(', ')}`,
    ...(missed.length ? [`${missed.length} acts had no chance, such as: ${missed[0]}`] : []),
    `${number(effects + absorbed)} deliveries: ${number(effects)} took effect, ${number(absorbed)} redeliveries were absorbed`,
    ...(replayed
      ? [`${number(replayed)} were given up, because their processes were killed three times, and replayed`]
      : []),
    `${lost} lost, ${doubled} doubled, ${violations.length - lost - doubled} other violations; drained in ${(drainMs / 1_000).toFixed(1)} s`,
    ...violations.slice(0, SHOWN).map((one) => `  ${one}`),
    ...(violations.length > SHOWN ? [`  and ${violations.length - SHOWN} more`] : []),
  ].join('\n');
}

const isLost = (violation: string): boolean =>
  /has not handled|is missing for|unsent|messages wait|has not booked|not paid|fewer than/.test(violation);
const isDoubled = (violation: string): boolean =>
  /times|which nobody sent|more than were said/.test(violation);
