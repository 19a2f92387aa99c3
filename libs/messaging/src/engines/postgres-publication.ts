import type { Publication } from '../broker.js';
import { notHeardYet, notSaidBy } from '../topology.js';

/** What the function `publish` returns of a type whose messages did not simply reach their hearers. */
export interface Verdict {
  type: string;
  verdict: 'forbidden' | 'not heard yet' | 'unheard';
  /** The hearers by contract that have no subscription. */
  missing: string[];
}

/** What became of published messages, in words. */
export function publicationOf(verdicts: Verdict[], sender: string): Publication {
  const refused = verdicts.filter(({ verdict }) => verdict !== 'unheard');
  const unheard = verdicts.filter(({ verdict }) => verdict === 'unheard');
  const reasonOf = ({ type, verdict, missing }: Verdict) =>
    verdict === 'forbidden' ? notSaidBy(sender, type) : notHeardYet(type, missing);
  return {
    refused: new Map(refused.map((verdict) => [verdict.type, reasonOf(verdict)])),
    unheard: new Set(unheard.map(({ type }) => type)),
  };
}
