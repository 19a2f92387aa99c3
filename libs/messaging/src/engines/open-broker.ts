import type { BrokerAdmin } from '../broker-admin.js';
import type { Broker, OnError } from '../broker.js';
import { PostgresBrokerAdmin } from './postgres-broker-admin.js';
import { PostgresBroker } from './postgres-broker.js';
import { GATHER_MS } from './postgres-intervals.js';
import { RabbitmqBrokerAdmin } from './rabbitmq-broker-admin.js';
import { RabbitmqBroker } from './rabbitmq-broker.js';

/** What a service wants of its broker. */
export interface BrokerOptions {
  /**
   * Its deliveries may come a moment late, several at once, so that those who carry a process on go first. RabbitMQ hands
   * messages out by itself, and heeds it not.
   */
  isPatient?: boolean;
}

/** A kind of broker. */
interface Engine {
  /** The schemes of its URLs. */
  schemes: string[];
  /** The form of a service's URL, for messages. */
  urlForm: string;
  open(url: string, onError: OnError, options: BrokerOptions): Broker;
  openAdmin(ownerUrl: string): BrokerAdmin;
}

/** Every engine: one entry each. */
const ENGINES: Engine[] = [
  {
    schemes: ['postgres', 'postgresql'],
    urlForm: 'postgres://role:password@host:port/broker',
    open: (url, onError, { isPatient }) =>
      new PostgresBroker(url, onError, isPatient ? { gatherMs: GATHER_MS } : {}),
    openAdmin: (ownerUrl) => new PostgresBrokerAdmin(ownerUrl),
  },
  {
    schemes: ['amqp', 'amqps'],
    urlForm: 'amqp://service:password@host:port/vhost',
    open: (url, onError) => new RabbitmqBroker(url, onError),
    openAdmin: (ownerUrl) => new RabbitmqBrokerAdmin(ownerUrl),
  },
];

/** The schemes that a broker's URL can have. */
export const BROKER_SCHEMES = ENGINES.flatMap(({ schemes }) => schemes);

/** The form of a broker's URL with each engine, for messages. */
export const BROKER_URL_FORMS = ENGINES.map(({ urlForm }) => urlForm).join(' or ');

/**
 * Opens the broker of a service.
 * @param url its `BROKER_URL`
 * @throws Error naming the known schemes when the URL has another one
 */
export const openBroker = (url: string, onError: OnError, options: BrokerOptions = {}): Broker =>
  engineOf(url, 'BROKER_URL').open(url, onError, options);

/**
 * Opens the administration of the broker on a server.
 * @param ownerUrl a URL of the server under its owner; for `urlFor`, its host and port are enough
 * @throws Error naming the known schemes when the URL has another one
 */
export const openBrokerAdmin = (ownerUrl: string): BrokerAdmin =>
  engineOf(ownerUrl, "The URL of the broker's owner").openAdmin(ownerUrl);

function engineOf(url: string, setting: string): Engine {
  const scheme = URL.parse(url)?.protocol.replace(':', '');
  if (scheme === undefined) throw new Error(`${setting} must be a URL such as ${BROKER_URL_FORMS}`);
  const engine = ENGINES.find(({ schemes }) => schemes.includes(scheme));
  if (!engine)
    throw new Error(`${setting} must start with ${BROKER_SCHEMES.join(':// or ')}://, not ${scheme}://`);
  return engine;
}
