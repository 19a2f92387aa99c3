import type { Publication } from '../broker.js';
import { notHeardYet, notSaidBy } from '../topology.js';

/** What the function `publish` returns of each type whose messages went into no queue. */
export interface Undelivered {
  type: string;
  outcome: 'forbidden' | 'not heard yet' | 'unheard';
  /** The hearers by contract that have no subscription. */
  missing: string[];
}

/** What became of published messages, in words. */
export function publicationOf(undelivered: Undelivered[], sender: string): Publication {
  const reasonOf = ({ type, outcome, missing }: Undelivered) =>
    outcome === 'forbidden' ? notSaidBy(sender, type) : notHeardYet(type, missing);
  const refused = undelivered.filter(({ outcome }) => outcome !== 'unheard');
  const unheard = undelivered.filter(({ outcome }) => outcome === 'unheard');
  return {
    refused: new Map(refused.map((one) => [one.type, reasonOf(one)])),
    unheard: new Set(unheard.map(({ type }) => type)),
  };
}
