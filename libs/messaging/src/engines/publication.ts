import type { Publication } from '../broker.js';
import { MAX_ATTRIBUTES_BYTES, MAX_BODY_BYTES, MAX_ID_LENGTH } from '../envelope.js';
import { notHeardYet, notSaidBy } from '../topology.js';

/** What an engine says of each type whose messages went into no queue, or not all of them. */
export interface Undelivered {
  type: string;
  outcome: 'forbidden' | 'not heard yet' | 'rejected' | 'unheard' | 'too large';
  /** The hearers by contract that have no subscription, or may have no room; the ids of the messages when they are too large. */
  missing: string[];
}

/** What became of published messages, in words. */
export function publicationOf(undelivered: Undelivered[], sender: string): Publication {
  const of = (...outcomes: Undelivered['outcome'][]) =>
    undelivered.filter(({ outcome }) => outcomes.includes(outcome));
  const reasonOf = ({ type, outcome, missing }: Undelivered) => {
    if (outcome === 'forbidden') return notSaidBy(sender, type);
    return outcome === 'rejected' ? rejectedBy(type, missing) : notHeardYet(type, missing);
  };
  return {
    refused: new Map(of('forbidden', 'not heard yet', 'rejected').map((one) => [one.type, reasonOf(one)])),
    unheard: new Set(of('unheard').map(({ type }) => type)),
    tooLarge: new Map(
      of('too large').flatMap(({ type, missing }) => missing.map((id) => [id, tooLarge(type, id)])),
    ),
  };
}

/** RabbitMQ does not say which queue it is, and somebody else's may hear the same. */
export const rejectedBy = (type: string, hearers: readonly string[]): string =>
  `RabbitMQ rejects ${type}: a queue of ${[hearers.join(', '), 'somebody else'].filter(Boolean).join(' or ')} takes no more`;

const tooLarge = (type: string, id: string): string =>
  `${type} ${id} is too large: a body may have ${MAX_BODY_BYTES} bytes, the attributes ${MAX_ATTRIBUTES_BYTES}, and an id ${MAX_ID_LENGTH} characters`;
