import { eventsOf, type ProblemType } from '#libs/messaging';
import { otlpSpans, type RuntimeOptions, Telemetry } from '#libs/telemetry';
import type { DynamicModule } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AccessGuard } from './access.js';
import { compressAnswers } from './compression.js';
import type { ConfigClass, SharedConfig } from './config.js';
import { type HeadersForOrigin, httpServer } from './http.js';
import { NegotiationGuard } from './negotiation.js';
import type { Api } from './openapi-types.js';
import { openApi, serveDocs } from './openapi.js';
import { OperationsController } from './operations.controller.js';
import { Operations } from './operations.js';
import {
  createApp,
  listeningUrl,
  describeModules,
  rootModule,
  type RunningService,
  type Service,
  type ServiceDefinition,
  UNVERSIONED,
} from './service.js';
import { resourceOf } from './resource.js';
import type { SettingMeta } from './settings.js';
import { awaitStep, DISCONNECT_MS } from './shut-down.js';

/** The definition of a service that keeps nothing. */
export interface StatelessDefinition<Config extends SharedConfig = SharedConfig> extends Pick<
  ServiceDefinition,
  'name' | 'port' | 'owner' | 'version' | 'module'
> {
  config: ConfigClass<Config>;
  /** The document that it serves, if not that of its own routes. */
  document?: (config: Config) => OpenAPIObject;
  /** What pages of other origins need to read an answer to a request that is not valid HTTP. */
  headersForOrigin?: (config: Config) => HeadersForOrigin;
  /** The problems with which it may answer any request that it passes on to another service. */
  passingOn?: readonly ProblemType<any>[];
}

/**
 * Defines a service without a database, without messages and without a token of its own, such as one at the edge: all that it needs
 * are its requests. Everything else, from metrics to problem details, is as in every service.
 */
export function statelessService<Config extends SharedConfig>(
  definition: StatelessDefinition<Config>,
): Service {
  const { name, port, owner, version = UNVERSIONED, config, module } = definition;
  return {
    name,
    port,
    owner,
    version,
    isStateless: true,
    passingOn: definition.passingOn ?? [],
    settings: Object.fromEntries(
      Object.entries(config.schema.shape).map(([key, schema]) => [key, (schema.meta() ?? {}) as SettingMeta]),
    ),
    schema: config.schema,
    events: eventsOf({}),
    migrations: [],
    withoutDatabase: [],
    withBroker: [],
    openApi: () => describeModules(apiOf(definition), moduleOf(config), module),
    checkSettings: (env) => void config.read(env),
    start: async (env, options = {}) => startStateless(definition, config.read(env), options),
    job: () => Promise.reject(new Error(`${name} keeps nothing, so it has no jobs.`)),
  };
}

const apiOf = ({ name, owner, port, version = UNVERSIONED, config }: StatelessDefinition<any>): Api => ({
  name,
  owner,
  port,
  version,
  settings: config.schema,
  withoutDatabase: [],
  isStateless: true,
});

/** What every class of the service may inject. @param running absent when the service is only described */
function moduleOf<Config extends SharedConfig>(
  Config: ConfigClass<Config>,
  running?: { config: Config; telemetry: Telemetry; operations: Operations },
): DynamicModule {
  const shared = [
    { provide: Config, useValue: running?.config },
    { provide: Telemetry, useValue: running?.telemetry },
  ];
  return {
    module: class StatelessModule {},
    global: true,
    controllers: [OperationsController],
    providers: [...shared, { provide: Operations, useValue: running?.operations }],
    exports: shared,
  };
}

async function startStateless<Config extends SharedConfig>(
  definition: StatelessDefinition<Config>,
  config: Config,
  options: RuntimeOptions,
): Promise<RunningService> {
  const { name, owner, version = UNVERSIONED } = definition;
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  const spans = options.spans ?? (endpoint ? otlpSpans(endpoint) : undefined);
  const resource = resourceOf(version, config);
  const telemetry = new Telemetry(name, config.LOG_LEVEL, { ...options, spans, resource });
  const operations = new Operations({ name, owner, version, config, telemetry });
  const { app, document } = await assemble(definition, config, telemetry, operations);
  const stop = async () => {
    operations.stop();
    await awaitStep(
      telemetry.log,
      'running work did not finish in time',
      config.SHUTDOWN_TIMEOUT,
      app.close(),
    );
    app.getHttpServer().closeAllConnections();
    await awaitStep(
      telemetry.log,
      'the last spans could not be exported',
      DISCONNECT_MS,
      telemetry.tracing.flush(),
    );
  };
  try {
    await app.init();
    await app.listen(config.PORT, config.HOST);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = listeningUrl(app, config.HOST);
  telemetry.log.info({ url }, 'started');
  let stopped: Promise<void> | undefined;
  const tokenFor = () => Promise.reject(new Error(`${name} has no token of its own.`));
  return { name, url, openApi: document, tokenFor, stop: () => (stopped ??= stop()) };
}

async function assemble<Config extends SharedConfig>(
  definition: StatelessDefinition<Config>,
  config: Config,
  telemetry: Telemetry,
  operations: Operations,
): Promise<{ app: NestFastifyApplication; document: OpenAPIObject }> {
  const { module, config: Config, document: other, headersForOrigin } = definition;
  const { log } = telemetry;
  const server = httpServer(telemetry, undefined, config, headersForOrigin?.(config));
  await compressAnswers(server); // before there are routes
  const root = rootModule(moduleOf(Config, { config, telemetry, operations }), module);
  const app = await createApp(root, server, log);
  const reflector = app.get(Reflector);
  app.useGlobalGuards(new AccessGuard(reflector, []), new NegotiationGuard(reflector));
  const document = other?.(config) ?? openApi(app, apiOf(definition));
  serveDocs(app, document);
  return { app, document };
}
