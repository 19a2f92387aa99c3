import type { Tx } from '#libs/database';
import type { Outcome } from '../attempt-metrics.js';
import type { Envelope } from '../envelope.js';
import type { Patient } from '../patient.js';

/** A message on its way to its handler. */
export interface Work extends Patient {
  /** Attempts that were started since the last one that finished, this one included. From the second on, it runs alone. */
  readonly starts: number;
  /** Names its claim in the retry table. A first delivery has none. */
  readonly lease?: string;
  /** How long it has been in the retry table, in milliseconds. */
  readonly waitedMs?: number;
  /** The peer for whose circuit it waited. */
  readonly waitsFor?: string | null;
  /** Aborted when the handler's time is over. */
  readonly signal?: AbortSignal;
  /** What an event's handler gets: the transaction that holds the inbox row, and the envelope. */
  readonly event?: { readonly tx: Tx; readonly envelope: Envelope };
}

/**
 * One attempt of a message. Each step has this shape, and calls the next one.
 * @throws Error when the outcome could not be stored, or the attempt does not count: the message must be handed back
 */
export type Handle = (work: Work) => Promise<Outcome>;
