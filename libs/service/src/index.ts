export { databaseUrl } from '#libs/database';
export {
  Access,
  type AccessRule,
  admitsPeople,
  type Caller,
  CallerId,
  NotFound,
  noSuchResource,
  notFound,
  Tokens,
} from './access.js';
export {
  Full,
  BadRequest,
  IdempotencyKeyReused,
  InvalidRequest,
  NoSuchResource,
  NotYet,
  PeerUnavailable,
  Unavailable,
  TooManyRequests,
} from './common-problems.js';
export { Awaited } from './awaited.js';
export { Clock } from './clock.js';
export {
  conditional,
  etagOf,
  IfMatch,
  knowsVersion,
  OptionalIfMatch,
  permitsVersion,
} from './conditional.js';
export {
  type CommonConfig,
  type ConfigClass,
  ConfigError,
  configuration,
  statelessConfiguration,
} from './config.js';
export { BrokenCsv, readCsv } from './csv-file.js';
export { Deprecated, type Deprecation } from './deprecation.js';
export { discoverServices, exportsOf } from './discovery.js';
export { edgeHeaders } from './edge.js';
export { EventStream } from './event-stream.js';
export { limitExhausted } from './exhausted.js';
export { Group } from './group.js';
export { Why } from './hospital.controller.js';
export { Idempotency, IdempotencyKey } from './idempotency.js';
export { type Job, missingArgument } from './job.js';
export { KeyedHash } from './keyed-hash.js';
export {
  addressOf,
  Limit,
  type LimitDeclaration,
  type LimitRule,
  perAddress,
  perPerson,
  Unlimited,
  when,
} from './limit-rules.js';
export { listOf } from './list-header.js';
export { escapeHtml, type LinkPage, showLinkPage } from './link-page.js';
export { LINK_TOKEN, LinkTokens } from './link-tokens.js';
export { type Limiter, Limits } from './limits.js';
export { mergePatch, mergePatchOf } from './merge-patch.js';
export { ENDS, ETAG, HEADERS, LOCATION, RETRY_AFTER } from './openapi-headers.js';
export { problemResponse } from './openapi-operation.js';
export { EXAMPLES_OF_FORMATS } from './openapi-schema.js';
export { Page, PageAfter } from './paging.js';
export type { LimitedPeer } from './limited-peer.js';
export { PeerFailure } from './peer-failure.js';
export type { Peer } from './peer.js';
export { type Answers, WithHeaders, withHeaders } from './peer-answers.js';
export { Peers } from './peers.js';
export { type Problem, ProblemFilter } from './problem.js';
export { answering, TOLD_PROBLEMS } from './problem-pages.js';
export { pageOf, type ToldProblem, toldOf } from './problem-told.js';
export { declareTopology, provisionBroker, provisionPlatform, provisionService } from './provision.js';
export { Consumes, FORM_TYPE } from './request-bodies.js';
export { wholeNumber } from './query.js';
export { Recurring } from './recurring.js';
export { Refuses } from './refuses.js';
export { runService } from './run-service.js';
export {
  atOnce,
  days,
  duration,
  type Env,
  link,
  origins,
  outside,
  peer,
  perHour,
  perMinute,
  secret,
  siteName,
  services,
  type SettingMeta,
  unlimited,
  webUrl,
} from './settings.js';
export {
  type RunningService,
  type Service,
  service,
  type ServiceDefinition,
  UNVERSIONED,
} from './service.js';
export { statelessService } from './stateless.js';
export { serviceVariable } from './service-variable.js';
export { type Share, TrafficFile } from './traffic-file.js';
export { urlBelow } from './url-below.js';
export { addVary } from './vary.js';
export { WorkQueue, type WorkQueueOptions } from './work-queue.js';
