import { isUnavailable } from '#libs/database';
import { explained, innermost } from './rabbitmq-tls.js';

/** What the client says of a connection that RabbitMQ has closed without a word, or has not opened in time. */
const BROKEN = ['CONN_CLOSE', 'CONNECTION_TIMEOUT'];

/** Nobody answers where RabbitMQ, or its management API, should. */
export class RabbitmqAway extends Error {
  override name = 'RabbitmqAway';
}

/** What is wrong with a connection, as a sentence that tells what to do; or what was given. @param where the address */
export function whyAway<Failure>(failure: Failure, where: string): Error | Failure {
  const known = explained(failure, where);
  if (known !== failure || !(isUnavailable(failure) || BROKEN.includes(reasonOf(failure)))) return known;
  return new RabbitmqAway(
    `RabbitMQ does not answer at ${where} (${reasonOf(failure)}): start it, or correct its address in the URL`,
    { cause: failure },
  );
}

/** Why the management API does not answer: mostly because its server does not. @param where its addresses */
export const whyManagementAway = (failure: unknown, where: readonly string[]): RabbitmqAway =>
  new RabbitmqAway(
    `RabbitMQ does not answer at ${where.join(', ')} (${reasonOf(failure)}): start it, or correct its address in the URL; if it runs, enable its plugin there (rabbitmq-plugins enable rabbitmq_management), or name the address of its management API in the URL (?management=${where[0]!.split('://')[0]}://host:port)`,
    { cause: failure },
  );

function reasonOf(failure: unknown): string {
  const { code, message } = innermost(failure) as Error & { code?: unknown };
  return typeof code === 'string' ? code : message; // a DOMException of a deadline has a number
}
