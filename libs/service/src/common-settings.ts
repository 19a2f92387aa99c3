import { BROKER_SCHEMES, BROKER_URL_FORMS, DEFAULT_RETRY_SCHEDULE } from '#libs/messaging';
import { z } from 'zod';
import {
  days,
  duration,
  durations,
  hostNames,
  networks,
  secret,
  type SettingMeta,
  strongSecret,
  webUrl,
} from './settings.js';

/** The settings of every service, also of one that keeps nothing. */
export const sharedSettings = {
  HOST: z.string().default('127.0.0.1').meta({ description: 'The address to listen on' }),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .meta({ description: 'The port to listen on; 0 takes a free one' }),
  METRICS_TOKEN: strongSecret()
    .optional()
    .meta({
      secret: true,
      optional: true,
      description:
        'The bearer token by which Prometheus may read `/metrics`; required unless HOST is a loopback address',
    } satisfies SettingMeta),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .meta({ description: 'The lowest level to log' }),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'takes a URL: http://…' })
    .optional()
    .meta({ description: 'Where spans are sent (OTLP over http/protobuf); nowhere when it is not set' }),
  REQUEST_TIMEOUT: duration('10s').meta({ description: 'Longest time for a request to arrive whole' }),
  TRUSTED_PROXIES: networks().meta({
    description:
      'Proxies whose X-Forwarded-For is trusted to name the caller’s address, separated by commas; none when it is not set',
  }),
  SHUTDOWN_TIMEOUT: duration('20s').meta({
    description: 'Longest wait for running work when the service stops',
  }),
  REVISION: z.string().default('unknown').meta({ description: 'The git revision, shown by /info' }),
  RELEASE: z.string().optional().meta({
    description: 'The name of the release in its environment, such as `v42`, shown by /info',
  }),
  TRAFFIC_FILE: z
    .string()
    .optional()
    .meta({
      description:
        'The file in which a deployment says which release of a service gets how many of 100 requests and events; a service that is not in it gets all of them',
      volume: '/traffic',
      inContainers: '/traffic/traffic.json',
    } satisfies SettingMeta),
  DEPLOYMENT_ENVIRONMENT: z.string().default('production').meta({
    description: 'The environment that it runs in, shown by /info; no load test runs against production',
  }),
  CONTRACTS_DIR: z
    .string()
    .default('contracts/pacts')
    .meta({ description: 'The folder of pacts whose hashes /info shows' }),
};

/** The settings of every service that has a database, messages and tokens: all but a few. */
export const commonSettings = {
  HOST: sharedSettings.HOST,
  PORT: sharedSettings.PORT,
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'takes a URL: postgres://role:password@host:port/database' })
    .meta({ description: "This service's own database, under its own role" }),
  BROKER_URL: z
    .url({
      protocol: new RegExp(`^(${BROKER_SCHEMES.join('|')})$`),
      error: `takes a URL: ${BROKER_URL_FORMS}`,
    })
    .meta({ description: `The broker, under the same role: ${BROKER_URL_FORMS}` }),
  AUTH_ISSUER: webUrl().meta({
    description: 'The issuer whose tokens are accepted: the `iss` of an OpenID Connect provider',
  }),
  AUTH_JWKS_URL: webUrl().meta({ description: 'Where the issuer publishes its keys (a JSON Web Key Set)' }),
  AUTH_TOKEN_URL: webUrl().meta({
    description: 'Where the issuer gives tokens to clients, such as this service',
  }),
  AUTH_AUDIENCE: z.string().default('troupe').meta({
    description: 'The audience of people’s tokens; the audience of a service’s token is the service it calls',
  }),
  CLIENT_SECRET: secret(
    'The secret by which this service identifies itself to the issuer; its name is its client id',
  ),
  METRICS_TOKEN: sharedSettings.METRICS_TOKEN,
  LOG_LEVEL: sharedSettings.LOG_LEVEL,
  OTEL_EXPORTER_OTLP_ENDPOINT: sharedSettings.OTEL_EXPORTER_OTLP_ENDPOINT,
  RETRY_SCHEDULE: durations(DEFAULT_RETRY_SCHEDULE).meta({
    description: 'Waiting times between the attempts of a failing message, each ±20 %',
  }),
  PEER_TIMEOUT: duration('2s').meta({ description: 'Longest wait for a neighbour or third party' }),
  PEER_CALLS: z.coerce.number().int().min(1).default(64).meta({
    description:
      'Most calls to one neighbour or third party at once; others wait for at most half of PEER_TIMEOUT, or fail as full',
  }),
  INTERNAL_HOSTS: hostNames().meta({
    description:
      'Host names of third parties that may have private addresses, separated by commas; all others must be on the Internet',
  }),
  OPERATOR_HOSTS: hostNames().meta({
    description:
      'Host names under which operators and their browsers reach this service, separated by commas; addresses, localhost and names without a dot always do',
  }),
  REQUEST_TIMEOUT: sharedSettings.REQUEST_TIMEOUT,
  TRUSTED_PROXIES: sharedSettings.TRUSTED_PROXIES,
  EDGE_KEY: strongSecret()
    .optional()
    .meta({
      secret: true,
      description:
        'The secret by which the service at the edge proves that it names the caller’s address; without it, no request counts as coming from there',
    } satisfies SettingMeta),
  SHUTDOWN_TIMEOUT: sharedSettings.SHUTDOWN_TIMEOUT,
  OUTBOX_DAYS: days(30).meta({ description: 'Days that sent events are kept' }),
  INBOX_DAYS: days(90).meta({ description: 'Days that event ids are remembered' }),
  HOSPITAL_EDITS: z
    .enum(['off', 'on'])
    .default('off')
    .meta({ description: 'Whether operators may edit an event that was given up' }),
  REVISION: sharedSettings.REVISION,
  RELEASE: sharedSettings.RELEASE,
  TRAFFIC_FILE: sharedSettings.TRAFFIC_FILE,
  DEPLOYMENT_ENVIRONMENT: sharedSettings.DEPLOYMENT_ENVIRONMENT,
  CONTRACTS_DIR: sharedSettings.CONTRACTS_DIR,
};
