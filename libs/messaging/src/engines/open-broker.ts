import type { BrokerAdmin } from '../broker-admin.js';
import type { Broker, OnError } from '../broker.js';
import { PostgresBrokerAdmin } from './postgres-broker-admin.js';
import { PostgresBroker } from './postgres-broker.js';

/** A kind of broker. */
interface Engine {
  /** The schemes of its URLs. */
  schemes: string[];
  /** What the URL of a service looks like, for messages. */
  urlForm: string;
  open(url: string, onError: OnError): Broker;
  openAdmin(ownerUrl: string): BrokerAdmin;
}

/** One entry per engine: nothing else says which engines there are. */
const ENGINES: Engine[] = [
  {
    schemes: ['postgres', 'postgresql'],
    urlForm: 'postgres://role:password@host:port/broker',
    open: (url, onError) => new PostgresBroker(url, onError),
    openAdmin: (ownerUrl) => new PostgresBrokerAdmin(ownerUrl),
  },
];

/** The schemes that a broker's URL may have. */
export const BROKER_SCHEMES = ENGINES.flatMap(({ schemes }) => schemes);

/** What a broker's URL looks like with each engine, for people. */
export const BROKER_URL_FORMS = ENGINES.map(({ urlForm }) => urlForm).join(' or ');

/**
 * The broker that `url` names, for one service.
 * @throws Error naming the schemes there are
 */
export const openBroker = (url: string, onError: OnError): Broker =>
  engineOf(url, 'BROKER_URL').open(url, onError);

/**
 * The broker on the server that `ownerUrl` names, for admin processes.
 * @param ownerUrl under the owner of the server. To ask for URLs of services, its host and port are enough.
 * @throws Error naming the schemes there are
 */
export const openBrokerAdmin = (ownerUrl: string): BrokerAdmin =>
  engineOf(ownerUrl, "The URL of the broker's owner").openAdmin(ownerUrl);

function engineOf(url: string, setting: string): Engine {
  const scheme = new URL(url).protocol.replace(':', '');
  const engine = ENGINES.find(({ schemes }) => schemes.includes(scheme));
  if (!engine)
    throw new Error(`${setting} must start with ${BROKER_SCHEMES.join(':// or ')}://, not ${scheme}://`);
  return engine;
}
