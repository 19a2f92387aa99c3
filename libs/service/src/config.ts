import { BROKER_SCHEMES, BROKER_URL_FORMS } from '#libs/messaging';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';

/** Environment variables, as `process.env` holds them. */
export type Env = Record<string, string | undefined>;

/** What tools (the launcher, the documentation, compose checks) know of a setting beyond its type. */
export interface SettingMeta {
  description?: string;
  /** The setting is the URL of this neighbour. */
  peer?: string;
  /** The setting is the public URL of this neighbour, or of the service itself: for people and browsers. */
  link?: string;
  /** The setting is the URL of a third party. */
  outside?: string;
  /** The value is a secret; the same name means the same value in every service (but for `CLIENT_SECRET`). */
  secret?: boolean;
  /** The setting says how often a minute somebody may do something. */
  perMinute?: boolean;
  /** Nobody makes a value for the setting where it is not asked for. */
  optional?: boolean;
}

/** The URL of a neighbour's HTTP API; a path in it is kept. */
export const peer = (name: string) =>
  z
    .url({ protocol: /^https?$/, error: 'takes the URL of an HTTP API: http://…' })
    .meta({ peer: name, description: `Where ${name} answers` } satisfies SettingMeta);

const webUrl = () => z.url({ protocol: /^https?$/, error: 'takes a URL: https://…' });

/** The public URL of a service, for links that people and browsers follow; nobody calls it from here. */
export const link = (name: string) =>
  webUrl().meta({ link: name, description: `Where people and browsers reach ${name}` } satisfies SettingMeta);

/** The URL of a third party that speaks HTTP or SMTP. */
export const outside = (name: string, description: string) =>
  z
    .url({ protocol: /^(https?|smtps?)$/, error: 'takes a URL: http://… or smtp://…' })
    .meta({ outside: name, description } satisfies SettingMeta);

/** Fewer different characters are no secret, however many of them there are. */
const LEAST_DIFFERENT = 10;

const strongSecret = () =>
  z
    .string()
    .refine(
      (text) => text.length >= 32 && new Set(text).size >= LEAST_DIFFERENT,
      'is weak: take at least 32 random characters, as `openssl rand -base64 32` gives',
    );

/** A secret of at least 32 characters, which a person would not think of. */
export const secret = (description: string) =>
  strongSecret().meta({ secret: true, description } satisfies SettingMeta);

/** How often a minute something may happen to each caller, account or address; see `@Limit()`. */
export const perMinute = (fallback: number, description: string) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .default(fallback)
    .meta({ perMinute: true, description } satisfies SettingMeta);

/** What lifts every limit a minute of a service: in tests and under load, everybody has one address. */
export const unlimited = (settings: Record<string, SettingMeta>): Env =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([key, { perMinute }]) => (perMinute ? [[key, '1000000']] : [])),
  );

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration such as `500ms`, `30s`, `2m`, `24h`; read as milliseconds. */
export const duration = (fallback: string) =>
  z
    .string()
    .regex(/^\d+(ms|s|m|h|d)$/, 'takes a number and a unit: 500ms, 30s, 2m, 24h, 90d')
    .default(fallback)
    .transform(milliseconds);

const milliseconds = (text: string): number => {
  const [, number, unit = 'ms'] = /^(\d+)(\w+)$/.exec(text) ?? [];
  return Number(number) * (UNITS[unit] ?? 1);
};

const commaSeparated = (text: string): string[] => text.split(',').flatMap((one) => one.trim() || []);

const isNetwork = (text: string): boolean => {
  const [address = '', bits = '0', ...more] = text.split('/');
  return (
    isIP(address) > 0 &&
    /^\d+$/.test(bits) &&
    Number(bits) <= (isIP(address) === 4 ? 32 : 128) &&
    !more.length
  );
};

/** The settings that every service has. */
const commonSettings = {
  HOST: z.string().default('127.0.0.1').meta({ description: 'The address to listen on' }),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .meta({ description: 'The port to listen on; 0 takes a free one' }),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'takes a URL: postgres://role:password@host:port/database' })
    .meta({ description: "This service's own database, under its own role" }),
  BROKER_URL: z
    .url({
      protocol: new RegExp(`^(${BROKER_SCHEMES.join('|')})$`),
      error: `takes a URL: ${BROKER_URL_FORMS}`,
    })
    .meta({ description: `The broker, under the same role: ${BROKER_URL_FORMS}` }),
  AUTH_ISSUER: webUrl().meta({ description: 'Whose tokens count: the `iss` of an OpenID Connect provider' }),
  AUTH_JWKS_URL: webUrl().meta({ description: 'Where the issuer publishes its keys (a JSON Web Key Set)' }),
  AUTH_TOKEN_URL: webUrl().meta({
    description: 'Where the issuer gives tokens to clients, such as this service',
  }),
  AUTH_AUDIENCE: z
    .string()
    .default('troupe')
    .meta({ description: 'The audience of people’s tokens; that of a service’s is whom it calls' }),
  CLIENT_SECRET: secret('What this service shows the issuer; its name is its client id'),
  METRICS_TOKEN: strongSecret()
    .optional()
    .meta({
      secret: true,
      optional: true,
      description:
        'What Prometheus shows, as a bearer token, to read `/metrics`; needed where HOST is not loopback',
    } satisfies SettingMeta),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .meta({ description: 'Least level to log' }),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'takes a URL: http://…' })
    .optional()
    .meta({ description: 'Where spans go (OTLP over http/protobuf); nowhere when it is not set' }),
  RETRY_SCHEDULE: z
    .string()
    .regex(/^\d+(ms|s|m|h)(,\d+(ms|s|m|h))*$/, 'takes durations separated by commas: 5s,30s,2m')
    .default('5s,30s,2m,10m,1h')
    .transform((text) => text.split(',').map(milliseconds))
    .readonly()
    .meta({ description: 'Waiting times between the attempts of a failing message, each ±20 %' }),
  PEER_TIMEOUT: duration('2s').meta({ description: 'Longest wait for a neighbour or third party' }),
  INTERNAL_HOSTS: z.string().default('').transform(commaSeparated).readonly().meta({
    description:
      'Host names of third parties that may have private addresses, separated by commas; all others must be on the Internet',
  }),
  REQUEST_TIMEOUT: duration('10s').meta({ description: 'Longest time for a request to arrive whole' }),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform(commaSeparated)
    .refine(
      (all) => all.every(isNetwork),
      'takes addresses and networks separated by commas: 10.0.0.5,10.1.0.0/16',
    )
    .readonly()
    .meta({
      description:
        'Proxies whose X-Forwarded-For tells where a request comes from; nobody’s when it is not set',
    }),
  SHUTDOWN_TIMEOUT: duration('20s').meta({ description: 'Longest wait at the end for what was begun' }),
  OUTBOX_DAYS: z.coerce
    .number()
    .int()
    .positive()
    .default(30)
    .meta({ description: 'Days that sent events are kept' }),
  INBOX_DAYS: z.coerce
    .number()
    .int()
    .positive()
    .default(90)
    .meta({ description: 'Days that event ids are remembered' }),
  VERSION: z.string().default('development').meta({ description: 'Shown by /info' }),
  REVISION: z.string().default('unknown').meta({ description: 'The git revision, shown by /info' }),
  CONTRACTS_DIR: z
    .string()
    .default('contracts/pacts')
    .meta({ description: 'Pacts whose hashes /info shows' }),
};

type Settings<Shape extends z.ZodRawShape> = Readonly<z.infer<z.ZodObject<typeof commonSettings & Shape>>>;

/** A service's configuration class: a pure function of an environment, and the token to inject it by. */
export interface ConfigClass<Values = object> {
  new (values: Values): Values;
  readonly schema: z.ZodObject;
  read(env: Env): Values;
}

/** What every service's configuration holds. */
export type CommonConfig = Settings<Record<never, never>>;

/** A configuration that cannot be used; the message names every problem. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** What stands in the files that `<SETTING>_FILE` names, as orchestrators hand secrets over; a last line end is dropped. */
function readFiles(names: string[], given: Env) {
  const values: Record<string, string> = {};
  const problems: Record<string, string> = {};
  for (const name of names) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    if (given[name] !== undefined) problems[name] = `is set twice: by itself and by ${name}_FILE`;
    else {
      try {
        values[name] = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
      } catch (error) {
        problems[name] = `cannot be read from its file: ${(error as Error).message}`;
      }
    }
  }
  return { values, problems };
}

/** Metrics without a key are for this machine only. */
const openMetrics = ({ HOST, METRICS_TOKEN }: CommonConfig) =>
  METRICS_TOKEN || /^(localhost|::1|127\..*)$/.test(HOST) ? [] : [['METRICS_TOKEN', 'is not set']];

/**
 * The configuration of one service: `class AlphaConfig extends configuration('alpha', { … }) {}`. Its `read(env)` gives
 * a frozen object.
 * @throws ConfigError (from `read`) with every problem at once
 */
export function configuration<Shape extends z.ZodRawShape = Record<never, never>>(
  service: string,
  shape: Shape = {} as Shape,
): ConfigClass<Settings<Shape>> {
  const schema = z.object({ ...commonSettings, ...shape });
  class Config {
    static readonly schema = schema;

    static read(env: Env): Config {
      // An empty variable is one that is not set: that is how shells and compose files switch a setting off.
      const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
      const files = readFiles(Object.keys(schema.shape), given);
      const values = { ...given, ...files.values };
      const { data, error } = schema.safeParse(values);
      const wrong = error
        ? error.issues.map(({ path: [name = ''], message }) => [
            name,
            name in values ? message : 'is not set',
          ])
        : openMetrics(data as CommonConfig);
      const problems = { ...(Object.fromEntries(wrong) as Record<string, string>), ...files.problems };
      if (data && !Object.keys(problems).length) return new this(data);
      const lines = Object.entries(problems).map(([name, problem]) => {
        const { description } = (schema as z.ZodObject).shape[name]?.meta() ?? {};
        return `  ${name} ${problem}${description ? ` (${description})` : ''}`;
      });
      throw new ConfigError(`${service} cannot start:\n${lines.join('\n')}`);
    }

    constructor(values: object) {
      Object.assign(this, values);
      Object.freeze(this);
    }
  }
  return Config as unknown as ConfigClass<Settings<Shape>>;
}
