import type { LogLine } from './log-line.js';
import type { StatePaths } from './state-paths.js';

/** Longest text of an error on the console. */
const LONGEST = 160;
/** An id that a shell takes as it is. */
const PLAIN_ID = /^[\w.:@-]{1,128}$/;

/** The line of a log about an attempt that failed, or a message that was given up. */
export interface HandlerFailure extends LogLine {
  event: string;
  event_id: string;
}

export const isHandlerFailure = (line: LogLine): line is HandlerFailure =>
  typeof line.event === 'string' && typeof line.event_id === 'string' && Boolean(line.err ?? line.error);

/** The first frame of an error's stack that is ours. */
export const placeOf = ({ err }: LogLine): string | undefined =>
  err?.stack
    ?.split('\n')
    .find((frame) => /[\\/](apps|libs)[\\/]/.test(frame))
    ?.trim();

/**
 * Tells the first failure of a handler, and none of its repetitions: of the same service and event, by the same error at the
 * same place. A service that starts anew may have been changed, so that its failures count as first ones again.
 */
export class FirstFailures {
  private readonly told = new Map<string, Set<string>>();

  constructor(private readonly paths: StatePaths) {}

  /** Notes that a service has started. */
  restarted(service: string): void {
    this.told.delete(service);
  }

  /** A failure in one line, with the command that shows it; undefined for a repetition. */
  tell(line: HandlerFailure): string | undefined {
    const { service, event, event_id: id, err, error = err?.type } = line;
    const told = this.told.get(service) ?? new Set();
    const kind = `${event} ${error}`;
    // A message that is given up says no place: without one, it is like any failure by the same error.
    const key = err ? `${kind} ${placeOf(line)}` : kind;
    if (told.has(key)) return undefined;
    this.told.set(service, told.add(key).add(kind));
    const what = err ? 'failed, and is tried again' : 'was given up';
    const cause = oneLine(err ? `${err.type}: ${err.message}` : String(error));
    const command = PLAIN_ID.test(id) ? `show ${id}` : `list --service ${service} --event ${event}`;
    return `${service}: ${oneLine(event)} ${what} (${cause}): ${this.paths.advised(`npm run hospital -- ${command}`)}`;
  }
}

/** A text that cannot move the cursor of a terminal, or fill its window. */
function oneLine(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
}
