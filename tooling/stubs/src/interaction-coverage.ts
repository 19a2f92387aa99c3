import { fileOf, isHttp, nameOf, type Pact, readPacts } from '#tooling/pacts';
import { existsSync, readFileSync } from 'node:fs';

/** How many HTTP interactions the pacts have, and which of them no service test covered. */
export interface InteractionCoverage {
  total: number;
  uncovered: string[];
}

/** The line that a test run records for an interaction that a stub answered. */
export const coverageLine = (pact: Pact, interaction: string): string => `${fileOf(pact)}: ${interaction}`;

/** @param file the lines that a test run recorded, one per covered interaction; it may be missing */
export function interactionCoverage(file: string, pacts: Pact[] = readPacts()): InteractionCoverage {
  const covered = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  const all = pacts.flatMap((pact) =>
    pact.interactions.filter(isHttp).map((one) => ({ pact, one, line: coverageLine(pact, nameOf(one)) })),
  );
  const uncovered = all.filter(({ line }) => !covered.has(line));
  return {
    total: all.length,
    uncovered: uncovered.map(({ pact, one: { description } }) => coverageLine(pact, description)),
  };
}

/** The coverage in one sentence. */
export const coverageSummary = ({ total, uncovered }: InteractionCoverage): string =>
  `${total - uncovered.length} of ${total} interactions were exercised by service tests` +
  (uncovered.length ? `; never:\n  ${uncovered.join('\n  ')}` : '');
