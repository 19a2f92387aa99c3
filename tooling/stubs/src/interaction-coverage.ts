import { interactionName, isHttp, type Pact, pactFileName, readPacts } from '#tooling/pacts';
import { existsSync, readFileSync } from 'node:fs';

/** How many HTTP interactions the pacts have, and which of them no service test covered. */
export interface InteractionCoverage {
  total: number;
  uncovered: string[];
}

/** The line that a test run records for an interaction that a stub answered. */
export const coverageLine = (pact: Pact, interaction: string): string =>
  `${pactFileName(pact)}: ${interaction}`;

/**
 * The coverage of the HTTP interactions of pacts, by default of the accepted ones.
 * @param file the lines that a test run recorded, one per covered interaction; it may be missing
 */
export function interactionCoverage(file: string, pacts: Pact[] = readPacts()): InteractionCoverage {
  const covered = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  const all = pacts.flatMap((pact) =>
    pact.interactions
      .filter(isHttp)
      .map((one) => ({ pact, one, line: coverageLine(pact, interactionName(one)) })),
  );
  const uncovered = all.filter(({ line }) => !covered.has(line));
  return {
    total: all.length,
    uncovered: uncovered.map(({ pact, one: { description } }) => coverageLine(pact, description)),
  };
}

/** The coverage in one sentence. */
export const coverageSummary = ({ total, uncovered }: InteractionCoverage): string =>
  `${total - uncovered.length} of ${total} interactions are covered by service tests` +
  (uncovered.length ? `; not covered:\n  ${uncovered.join('\n  ')}` : '');
