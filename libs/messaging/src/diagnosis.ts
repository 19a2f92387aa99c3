import { errorName } from '#libs/telemetry';
import { format } from 'node:util';
import { ForgedMessage, MalformedMessage } from './envelope.js';
import type { Failure, Patient, Reason } from './patient.js';
import { InvalidInput, Refusal } from './refusal.js';

/** A message for which this build of the service has no handler. It is kept, because a later build may have one. */
export class NoHandler extends Error {
  override name = 'NoHandler';
}

/** A message whose attempts never finish: it probably kills the process. */
export class Crashed extends Error {
  override name = 'Crashed';
}

/** The last attempt of the schedule has failed, with `cause`. */
export class Exhausted extends Error {
  override name = 'Exhausted';
}

/**
 * SQLSTATEs of a statement that fails for its values, whenever it runs: data exceptions (class 22, such as a NUL in a
 * text), a missing value, a failed check, and values beyond a limit of PostgreSQL (class 54). Other violations of
 * integrity depend on other rows, which may come or go before the next attempt. Source: PostgreSQL's manual, appendix A.
 */
const HOPELESS = /^(22[0-9A-Z]{3}|23502|23514|54[0-9A-Z]{3})$/;

/** The reason why an error is final; undefined when a retry may help. */
export function finalReason(error: unknown): Reason | undefined {
  if (error instanceof MalformedMessage || error instanceof InvalidInput) return 'malformed';
  if (error instanceof ForgedMessage) return 'forged';
  if (error instanceof Refusal) return 'refused';
  if (error instanceof NoHandler) return 'no-handler';
  if (error instanceof Crashed) return 'crashed';
  if (error instanceof Exhausted) return 'exhausted';
  if (HOPELESS.test(String((error as { code?: unknown } | undefined)?.code))) return 'malformed';
  return undefined;
}

/**
 * A message after one more failed attempt.
 * @param at milliseconds since 1970
 */
export function afterFailure(patient: Patient, error: unknown, at: number): Patient {
  const { id, kind, type, attributes, body, attempts, errors } = patient;
  const { name, message } = asError(error);
  const failure: Failure = { at: new Date(at).toISOString(), error: name, message };
  return { id, kind, type, attributes, body, attempts: attempts + 1, errors: [...errors, failure] };
}

/** Whatever was thrown, as an error whose texts can be stored. */
export function asError(error: unknown): { name: string; message: string; stack: string | null } {
  const known = error instanceof Error ? error : new Error(format(error));
  const { message, stack } = known;
  return { name: errorName(known), message: storable(message), stack: stack ? storable(stack) : null };
}

/** PostgreSQL stores no NUL and no half of a surrogate pair, which an error may quote from a message. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');
