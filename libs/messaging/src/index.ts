export type { Broker, Delivery as BrokerDelivery, OnTrouble } from './broker.js';
export { Delivery, Run } from './delivery.js';
export { Effects } from './effects.js';
export { BROKER_SCHEMES, openBroker } from './engines/open-broker.js';
export { PostgresBroker, postgresBrokerMigrations } from './engines/postgres-broker.js';
export { Envelope, MalformedMessage, MAX_BODY_BYTES, type Message, readMessage } from './envelope.js';
export { Erasure, type KeepsPersonalData } from './erasure.js';
export {
  type DataOf,
  type Effect,
  effect,
  EVENT_TYPE,
  type Events,
  eventsOf,
  type Heard,
  heard,
  type Said,
  said,
  type SaidEvent,
} from './events.js';
export { Messaging, messagingMigrations, messagingRetention, type MessagingOptions } from './messaging.js';
export { Outbox } from './outbox.js';
export { InvalidInput, pointer, Refusal } from './refusal.js';
export { EventTransport } from './transport.js';
