import type { Broker, OnTrouble } from '../broker.js';
import { PostgresBroker } from './postgres-broker.js';

/** One line per engine, by the scheme of its URL. */
const ENGINES: Record<string, (url: string, onTrouble: OnTrouble) => Broker> = {
  'postgres:': (url, onTrouble) => new PostgresBroker(url, onTrouble),
};

/** The schemes that a broker's URL may have. */
export const BROKER_SCHEMES = Object.keys(ENGINES).map((protocol) => protocol.replace(':', ''));

/**
 * The broker that `url` names.
 * @throws Error naming the schemes there are
 */
export function openBroker(url: string, onTrouble: OnTrouble): Broker {
  const engine = ENGINES[new URL(url).protocol];
  if (!engine) throw new Error(`BROKER_URL must start with ${BROKER_SCHEMES.join(':// or ')}://`);
  return engine(url, onTrouble);
}
