import 'reflect-metadata';
import type { MigrationSet, RetentionRule } from '#libs/database';
import {
  eventsOf,
  type Events,
  EventTransport,
  messagingMigrations,
  type ProblemType,
} from '#libs/messaging';
import { type Logger, newId, type RuntimeOptions, withCause } from '#libs/telemetry';
import { type DynamicModule, type Type, type VersioningOptions, VersioningType } from '@nestjs/common';
import { ModulesContainer, NestFactory, Reflector } from '@nestjs/core';
import type { NestMicroservice } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { context } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { AccessGuard, checkAccess } from './access.js';
import { compressAnswers } from './compression.js';
import type { CommonConfig, ConfigClass } from './config.js';
import { httpServer } from './http.js';
import { LimitGuard, Limits } from './limits.js';
import { NegotiationGuard } from './negotiation.js';
import { nestLog } from './nest-log.js';
import { openApi, serveDocs } from './openapi.js';
import type { Api } from './openapi-types.js';
import { type ServiceDescriptor, ServiceRuntime, runtimeModule } from './runtime.js';
import { ProblemFilter } from './problem.js';
import { SchemaPipe } from './schema-pipe.js';
import type { Env, SettingMeta } from './settings.js';
import { shutDown } from './shut-down.js';

/** The definition of a service. */
export interface ServiceDefinition<Config extends CommonConfig = CommonConfig> {
  /** The name of its folder, its queue, its role and its database. */
  name: string;
  /** Its port in the embedded run. */
  port: number;
  /** The team that answers for it: alerts and the catalogue name it. */
  owner: string;
  /** Its semantic version (https://semver.org); `npm run contracts:versions` says what the next one must be. */
  version?: string;
  config: ConfigClass<Config>;
  module: Type;
  /** Its `events.ts` (`import * as events`). */
  events: Record<string, unknown>;
  /** The folder of its migrations, if it stores anything. */
  migrations?: URL;
  /** What it deletes of its own rows, once an hour. */
  retention?: (config: Config) => RetentionRule[];
  /** The routes that answer although its database is down: `GET /things/:id`. */
  withoutDatabase?: readonly string[];
  /** The routes that do not answer while the broker is down. */
  withBroker?: readonly string[];
}

/** A running service. */
export interface RunningService {
  name: string;
  url: string;
  /** A token with which it can call a service, or itself. */
  tokenFor(callee: string): Promise<string>;
  /** The OpenAPI document that it serves. */
  openApi: OpenAPIObject;
  /** Accepts no new work, finishes the running work within `SHUTDOWN_TIMEOUT`, and releases the rest. */
  stop(): Promise<void>;
}

/** A service that its own process, the launcher or a test can start. */
export interface Service {
  name: string;
  port: number;
  owner: string;
  /** Its semantic version. */
  version: string;
  settings: Record<string, SettingMeta>;
  schema: ConfigClass['schema'];
  events: Events;
  migrations: MigrationSet[];
  withoutDatabase: readonly string[];
  withBroker: readonly string[];
  /** Whether it keeps nothing: it has no database, no messages, and no token of its own. */
  isStateless?: true;
  /** The problems with which it may answer any request that it passes on to another service. */
  passingOn?: readonly ProblemType[];
  /** Its OpenAPI document, as it serves it. Nothing is started for it. */
  openApi(): Promise<OpenAPIObject>;
  /** @throws ConfigError as `start` does, which is not needed for it */
  checkSettings(env: Env): void;
  /** @throws ConfigError naming every setting that is missing or wrong */
  start(env: Env, runtimeOptions?: RuntimeOptions): Promise<RunningService>;
  /**
   * Runs a one-off job with the service's own providers, as an admin process: it accepts no requests and no events, but its
   * own events are published. The whole job is one business process.
   * @throws ConfigError as `start` does, or what `work` throws
   */
  job<Result>(
    env: Env,
    work: (get: GetProvider) => Promise<Result>,
    runtimeOptions?: RuntimeOptions,
  ): Promise<Result>;
}

/** Finds a provider of a service by its class. */
type GetProvider = <Provider>(type: Type<Provider>) => Provider;

/** The version of a service that has none. */
export const UNVERSIONED = '0.0.0';

const serviceMigrations = { name: 'platform', folder: new URL('./migrations/', import.meta.url) };
/** A controller without a version has none in its path. */
const VERSIONING: VersioningOptions = { type: VersioningType.URI };

/** Defines a service. */
export function service<Config extends CommonConfig>(definition: ServiceDefinition<Config>): Service {
  const { name, port, owner, version = UNVERSIONED, config, migrations: folder } = definition;
  const descriptor: ServiceDescriptor = {
    name,
    owner,
    version,
    events: eventsOf(definition.events),
    migrations: [messagingMigrations, serviceMigrations, ...(folder ? [{ name: 'service', folder }] : [])],
    settings: Object.fromEntries(
      Object.entries(config.schema.shape).map(([key, schema]) => [key, (schema.meta() ?? {}) as SettingMeta]),
    ),
  };
  return {
    ...descriptor,
    port,
    schema: config.schema,
    withoutDatabase: definition.withoutDatabase ?? [],
    withBroker: definition.withBroker ?? [],
    openApi: () => describeApi(definition),
    checkSettings: (env) => void config.read(env),
    start: async (env, runtimeOptions = {}) =>
      startService(definition, descriptor, config.read(env), runtimeOptions),
    job: async (env, work, runtimeOptions = {}) =>
      runJob(definition, descriptor, config.read(env), work, runtimeOptions),
  };
}

async function startService<Config extends CommonConfig>(
  definition: ServiceDefinition<Config>,
  descriptor: ServiceDescriptor,
  config: Config,
  runtimeOptions: RuntimeOptions,
): Promise<RunningService> {
  const runtime = new ServiceRuntime(descriptor, config, runtimeOptions, definition.retention?.(config));
  const { log } = runtime.telemetry;
  const { app, document } = await assemble(definition, descriptor, config, runtime);
  const stop = () => shutDown(app, runtime, config.SHUTDOWN_TIMEOUT);
  try {
    await app.init();
    runtime.turns.start();
    await app.startAllMicroservices();
    runtime.start();
    await app.listen(config.PORT, config.HOST);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = listeningUrl(app, config.HOST);
  log.info({ url }, 'started');
  let stopped: Promise<void> | undefined;
  const tokenFor = (callee: string) => runtime.tokens.for(callee);
  return { name: descriptor.name, url, openApi: document, tokenFor, stop: () => (stopped ??= stop()) };
}

/** Where a service answers that listens on a host. */
export function listeningUrl(app: NestFastifyApplication, host: string): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function runJob<Config extends CommonConfig, Result>(
  definition: ServiceDefinition<Config>,
  descriptor: ServiceDescriptor,
  config: Config,
  work: (get: GetProvider) => Promise<Result>,
  runtimeOptions: RuntimeOptions,
): Promise<Result> {
  const runtime = new ServiceRuntime(descriptor, config, runtimeOptions, definition.retention?.(config));
  const { app } = await assemble(definition, descriptor, config, runtime);
  try {
    await app.init();
    const cause = withCause(context.active(), { correlationId: newId(), causationId: newId() });
    return await context.with(cause, () => work((type) => app.get(type, { strict: false })));
  } finally {
    await shutDown(app, runtime, config.SHUTDOWN_TIMEOUT);
  }
}

/** The OpenAPI document of a service without a configuration, a database or a port. */
const describeApi = (definition: ServiceDefinition<any>): Promise<OpenAPIObject> => {
  const { module, config } = definition;
  return describeModules(apiOf(definition), runtimeModule(config), module);
};

/** The OpenAPI document of the routes of modules, of which no provider is ever used. */
export async function describeModules(
  api: Api,
  ...modules: DynamicModule['imports'] & object
): Promise<OpenAPIObject> {
  const app = await NestFactory.create<NestFastifyApplication>(rootModule(...modules), new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  app.enableVersioning(VERSIONING);
  return openApi(app, api);
}

const apiOf = ({
  name,
  owner,
  port,
  version = UNVERSIONED,
  config,
  ...definition
}: ServiceDefinition<any>): Api => ({
  name,
  owner,
  port,
  version,
  settings: config.schema,
  withoutDatabase: (definition.withoutDatabase ?? []).filter(
    (route) => !definition.withBroker?.includes(route),
  ),
});

/**
 * An application as every service has it: its inputs are parsed by their schemas, and its errors are problem details.
 * @throws Error when a route declares no access
 */
export async function createApp(
  root: DynamicModule,
  server: FastifyInstance,
  log: Logger,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(server), {
    logger: nestLog(log),
    abortOnError: false,
    bodyParser: false,
  });
  app.enableVersioning(VERSIONING);
  checkAccess(app.get(ModulesContainer));
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter(log));
  return app;
}

export const rootModule = (...imports: DynamicModule['imports'] & object): DynamicModule => ({
  module: class Root {},
  imports,
});

/** The Nest application: the service's own module, with what is the same for every service around it. */
async function assemble<Config extends CommonConfig>(
  definition: ServiceDefinition<Config>,
  { events }: ServiceDescriptor,
  config: Config,
  runtime: ServiceRuntime,
): Promise<{ app: NestFastifyApplication; document: OpenAPIObject }> {
  const { module, config: Config } = definition;
  const { log } = runtime.telemetry;
  const server = httpServer(runtime.telemetry, runtime.callersTokens, config);
  await compressAnswers(server); // before there are routes
  const app = await createApp(rootModule(runtimeModule(Config, runtime), module), server, log);
  const reflector = app.get(Reflector);
  app.useGlobalGuards(
    new AccessGuard(reflector, config.OPERATOR_HOSTS),
    new LimitGuard(reflector, app.get(Limits), { ...config }),
    new NegotiationGuard(reflector),
  );
  const document = openApi(app, apiOf(definition));
  serveDocs(app, document);
  const microservice = app.connectMicroservice(
    { strategy: new EventTransport(runtime.messaging, events) },
    { inheritAppConfig: true, deferInitialization: true },
  ) as NestMicroservice;
  // The application's own init() calls the life cycle hooks; without this, a deferred microservice calls them again.
  microservice.setIsInitHookCalled(true);
  return { app, document };
}
