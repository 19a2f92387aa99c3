import type { Env } from '#libs/service';
import { isUrlOf, UserError } from '#tooling/platform';

/** What can carry the events of a state. */
export const BROKERS = ['postgres', 'rabbitmq'] as const;
export type BrokerEngine = (typeof BROKERS)[number];

/** Where the events of a state are. */
export interface BrokerPlace {
  readonly engine: BrokerEngine;
  /** The URL of a RabbitMQ that the launcher does not start, without its login. */
  readonly at?: string | undefined;
}

/** The name of an engine, for people. */
export const titleOf = ({ engine, at }: BrokerPlace): string =>
  engine === 'postgres'
    ? 'PostgreSQL'
    : at
      ? `RabbitMQ at ${new URL(at).host}`
      : 'the RabbitMQ of this folder';

/** Where a start has its events: with RabbitMQ at `BROKER_OWNER_URL`, or else at a server that it starts. */
export const placeFor = (engine: BrokerEngine, env: Env): BrokerPlace =>
  engine === 'rabbitmq' && env.BROKER_OWNER_URL
    ? { engine, at: withoutLogin(env.BROKER_OWNER_URL) }
    : { engine };

/** Where a broker is, for people. @param url of its owner */
export const placeOfUrl = (url: string): string =>
  `${url.startsWith('amqp') ? 'RabbitMQ' : 'PostgreSQL'} at ${new URL(url).host}`;

/**
 * A URL that would have no effect is refused.
 * @param places where the events are, and where they were
 * @throws UserError when BROKER_OWNER_URL is set, and no place is a server that the launcher does not start
 */
export function checkNamed(places: BrokerPlace[], env: Env, remedy: string): void {
  if (env.BROKER_OWNER_URL && !places.some(({ at }) => at))
    throw new UserError(`BROKER_OWNER_URL has no effect here: ${remedy}, or unset it.`);
}

export const isSamePlace = (one: BrokerPlace, other: BrokerPlace): boolean =>
  one.engine === other.engine && one.at === other.at;

/**
 * The URL of the owner of a RabbitMQ that the launcher does not start.
 * @throws UserError when the environment names none, or another one
 */
export function ownerUrlAt(at: string, { BROKER_OWNER_URL }: Env): string {
  if (BROKER_OWNER_URL && withoutLogin(BROKER_OWNER_URL) === at) return BROKER_OWNER_URL;
  throw new UserError(
    `The events of this platform are in RabbitMQ at ${at}: set BROKER_OWNER_URL to that URL, with the login of an administrator.`,
  );
}

/** @throws UserError when it is no URL of RabbitMQ */
function withoutLogin(text: string): string {
  if (!isUrlOf(text, 'amqp', 'amqps'))
    throw new UserError('BROKER_OWNER_URL must be a URL of RabbitMQ: amqp://user:password@host:port/vhost');
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href;
}
