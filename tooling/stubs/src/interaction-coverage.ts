import { existsSync, readFileSync } from 'node:fs';
import { fileOf, isHttp, nameOf, type Pact, readPacts } from '#tooling/pacts';

/** How many requests the pacts have, and which of them no service test made on a good day. */
export interface Exercise {
  of: number;
  never: string[];
}

/** What a run keeps of an interaction that was played. */
export const lineOf = (pact: Pact, interaction: string): string => `${fileOf(pact)}: ${interaction}`;

/** @param file what a run kept (`STUBS_EXERCISED`): a line for each interaction that was played; it may be missing */
export function exerciseIn(file: string, pacts: Pact[] = readPacts()): Exercise {
  const played = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  const all = pacts.flatMap((pact) =>
    pact.interactions.filter(isHttp).map((one) => ({ pact, one, line: lineOf(pact, nameOf(one)) })),
  );
  const never = all.filter(({ line }) => !played.has(line));
  return {
    of: all.length,
    never: never.map(({ pact, one: { description } }) => lineOf(pact, description)),
  };
}

/** An exercise in a sentence. */
export const summaryOf = ({ of, never }: Exercise): string =>
  `${of - never.length} of ${of} interactions were exercised by service tests` +
  (never.length ? `; never:\n  ${never.join('\n  ')}` : '');
