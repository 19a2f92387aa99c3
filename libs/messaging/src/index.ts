import './plain-sentences.js';
export type { Broker, Delivery, OnError, Publication, QueueState, QueueStates } from './broker.js';
export type { BrokerAdmin, SubscribedSince } from './broker-admin.js';
export { EffectContext } from './effect-context.js';
export { EventContext, readableEnvelope } from './event-context.js';
export { Effects } from './effects.js';
export { BROKER_SCHEMES, BROKER_URL_FORMS, openBroker, openBrokerAdmin } from './engines/open-broker.js';
export type { ForeignEvent } from './engines/foreign-event.js';
export { PostgresBroker } from './engines/postgres-broker.js';
export { type InletOptions, RabbitmqInlet } from './engines/rabbitmq-inlet.js';
export {
  Envelope,
  MalformedMessage,
  MAX_ATTRIBUTES_BYTES,
  MAX_BODY_BYTES,
  MAX_ID_LENGTH,
  type Message,
  readMessage,
} from './envelope.js';
export { Erasure, ErasureHeld, type KeepsPersonalData } from './erasure.js';
export { type Failpoint, FAILPOINTS, type Passage } from './failpoints.js';
export {
  type DataOf,
  type Effect,
  effect,
  EVENT_TYPE,
  type Events,
  eventsOf,
  type Heard,
  heard,
  OPTIONAL_ATTRIBUTES,
  type OptionalAttribute,
  type Said,
  said,
  type SaidEvent,
  type Total,
  total,
  watches,
} from './events.js';
export { looseIn } from './loose.js';
export { Messaging, type MessagingOptions } from './messaging.js';
export type { OpenCircuit } from './open-circuit.js';
export { Erased, Outbox } from './outbox.js';
export { Queues } from './queues.js';
export { Totals } from './totals.js';
export { type ActOutcome, type By, type EditOutcome, Hospital } from './hospital.js';
export { Replays } from './replays.js';
export { codeOf, ProblemType, problemType, problemTypes, uriOf } from './problem-type.js';
export { InvalidInput, jsonPointer, Refusal } from './refusal.js';
export { type Runtime, systemRuntime, type Timer } from './runtime.js';
export { type Diagnosis, type Patient, REASONS } from './patient.js';
export { DEFAULT_RETRY_SCHEDULE, retryDelay } from './retry-schedule.js';
export type {
  Act,
  Claimed,
  Entered,
  Lane,
  MessageClaim,
  MessageKey,
  MessagingStore,
  OutboxEvent,
  OutboxRow,
} from './store.js';
export { type ArchivedFile, type ArchiveSource, MessageArchive } from './stores/archive.store.js';
export { ErasureVacuum } from './stores/erasure-vacuum.js';
export {
  HospitalRecords,
  type PatientPages,
  type MessageFilter,
  type MessageHistory,
  type PatientGroup,
  type PatientSummary,
  type RecordedAct,
  type WaitingGroup,
  type WaitingSummary,
} from './stores/hospital-records.store.js';
export type { Replay, ReplayOrder, SentEvent, SentSummary } from './stores/sent-log.store.js';
export { type Note, type NoteKey, Notes } from './stores/notes.store.js';
export { messagingMigrations, messagingRetention, PostgresMessagingStore } from './stores/postgres-store.js';
export {
  type Declared,
  type MissingHearer,
  NoBroker,
  type Topology,
  TopologyError,
  topologyOf,
} from './topology.js';
export { EventTransport } from './transport.js';
export { leftOf, type UnfinishedWork } from './unfinished.js';
export { DRAIN_MS, HANDLER_LIMIT_MS, longestLeaseMs } from './time-limits.js';
