/** What is known of a message that waits for its next attempt. */
interface Waiting {
  readonly service: string;
  /** Failed ones. */
  readonly attempts: number;
  readonly nextAt?: string | undefined;
  readonly hospitalAt?: string | undefined;
  /** The peer whose circuit is open. */
  readonly waitsFor?: string | null | undefined;
}

/** What an attempt that an operator makes at once may lead to. After the last attempt there is no delay left. */
export function retrySays({ service, attempts, nextAt, hospitalAt, waitsFor }: Waiting): string {
  if (waitsFor)
    return `${service} looks now whether ${waitsFor} answers again. If not, the message waits on, and has lost no attempt.`;
  const says = `${service} makes attempt ${attempts + 1} now`;
  if (!nextAt || !hospitalAt)
    return `${says}. If it fails and was the last of its schedule, the message is given up.`;
  return Date.parse(hospitalAt) <= Date.parse(nextAt)
    ? `${says}, the last one: if it fails, the message is given up.`
    : `${says}. If it fails, the message waits for a later one, and is given up after the last.`;
}
