import type { Publication } from '../broker.js';
import { MAX_ATTRIBUTES_BYTES, MAX_BODY_BYTES, MAX_ID_LENGTH } from '../envelope.js';
import { notHeardYet, notSaidBy } from '../topology.js';

/** What an engine says of each type whose messages went into no queue, or not all of them. */
export interface Undelivered {
  type: string;
  outcome: 'forbidden' | 'not heard yet' | 'unheard' | 'too large';
  /** The hearers by contract that have no subscription; the ids of the messages when they are too large. */
  missing: string[];
}

/** What became of published messages, in words. */
export function publicationOf(undelivered: Undelivered[], sender: string): Publication {
  const of = (...outcomes: Undelivered['outcome'][]) =>
    undelivered.filter(({ outcome }) => outcomes.includes(outcome));
  const reasonOf = ({ type, outcome, missing }: Undelivered) =>
    outcome === 'forbidden' ? notSaidBy(sender, type) : notHeardYet(type, missing);
  return {
    refused: new Map(of('forbidden', 'not heard yet').map((one) => [one.type, reasonOf(one)])),
    unheard: new Set(of('unheard').map(({ type }) => type)),
    tooLarge: new Map(
      of('too large').flatMap(({ type, missing }) => missing.map((id) => [id, tooLarge(type, id)])),
    ),
  };
}

const tooLarge = (type: string, id: string): string =>
  `${type} ${id} is too large: a body may have ${MAX_BODY_BYTES} bytes, the attributes ${MAX_ATTRIBUTES_BYTES}, and an id ${MAX_ID_LENGTH} characters`;
