import { isIP } from 'node:net';
import { z } from 'zod';

/** Environment variables, as `process.env` holds them. */
export type Env = Record<string, string | undefined>;

/** What tools (the launcher, the documentation, the checks of compose) know of a setting beyond its type. */
export interface SettingMeta {
  description?: string;
  /** The setting is the URL of this neighbour. */
  peer?: string;
  /** The setting has the URL of every other service, and the service works without any of them. */
  services?: boolean;
  /** The setting is the public URL of this neighbour, or of the service itself, for people and browsers: at the edge, if a service is there. */
  link?: string;
  /** The setting has the origins of pages: those of this neighbour, or of every service. */
  origins?: string | true;
  /** The setting is the URL of this third party. */
  outside?: string;
  /** What needs that neighbour or third party: routes (`GET /things/:id`), events, effects, and settings of timers. */
  neededBy?: readonly string[];
  /** The value is a secret. The same name means the same value in every service, except for `CLIENT_SECRET`. */
  secret?: boolean;
  /** The setting limits callers, and how. */
  limit?: 'per minute' | 'per hour' | 'at once';
  /** The launcher makes no value for the setting. */
  optional?: boolean;
  /** What `docker compose` gives to the setting, unless its environment has another value. */
  inContainers?: string;
  /** The folder, in a container, of a volume that a deployment shares with the service; it may only read there. */
  volume?: string;
}

const peerUrl = z.url({ protocol: /^https?$/, error: 'takes the URL of an HTTP API: http://…' });

/**
 * The URL of a neighbour's HTTP API, which may have a path.
 * @param neededBy what does not work while the neighbour is down; see `SettingMeta`
 */
export const peer = (name: string, neededBy?: readonly string[]) =>
  peerUrl.meta({
    peer: name,
    description: `Where ${name} answers`,
    ...(neededBy && { neededBy }),
  } satisfies SettingMeta);

/**
 * Where each service answers: `one=http://…,two=http://…`, read as URLs by name. For a service of operations, which
 * works without any of them; what needs a neighbour names it by `peer()`.
 */
export const services = () =>
  z
    .string()
    .default('')
    .transform((text) => commaSeparated(text).map((entry) => entry.split(/=(.*)/s, 2)))
    .refine(
      (entries) => entries.every(([name, url]) => name && peerUrl.safeParse(url).success),
      'takes services with their URLs, separated by commas: one=http://…,two=http://…',
    )
    .transform((entries) => Object.fromEntries(entries) as Record<string, string>)
    .readonly()
    .meta({ services: true, description: 'Where each other service answers' } satisfies SettingMeta);

/** A URL of the web. */
export const webUrl = () => z.url({ protocol: /^https?$/, error: 'takes a URL: https://…' });

const isOrigin = (text: string): boolean =>
  text === '*' || (URL.canParse(text) && new URL(text).origin === text);

/** Origins of pages (RFC 6454), separated by commas; none unless given. `*` stands for all of them. @param of whose they are in the embedded run */
export const origins = (description: string, of: string | true = true) =>
  z
    .string()
    .default('')
    .transform(commaSeparated)
    .refine((entries) => entries.every(isOrigin), 'takes origins separated by commas: https://pages.example')
    .readonly()
    .meta({ origins: of, description } satisfies SettingMeta);

/** What people call the site, on pages and in mails: every service that writes to them takes it from here. */
export const siteName = () =>
  z
    .string()
    .min(1)
    .default('MusicCorp')
    .meta({ description: 'What people call the site, on pages and in mails' });

/** The public URL of a service, for links that people and browsers follow; the service itself never calls it. */
export const link = (name: string) =>
  webUrl().meta({ link: name, description: `Where people and browsers reach ${name}` } satisfies SettingMeta);

/**
 * The URL of a third party that speaks HTTP or SMTP.
 * @param neededBy what does not work while the third party is down; see `SettingMeta`
 */
export const outside = (name: string, description: string, neededBy?: readonly string[]) =>
  z
    .url({ protocol: /^(https?|smtps?)$/, error: 'takes a URL: http://… or smtp://…' })
    .meta({ outside: name, description, ...(neededBy && { neededBy }) } satisfies SettingMeta);

const MIN_LENGTH = 32;
/** Text with fewer different characters is no secret, however long it is. */
const MIN_DIFFERENT = 10;

/** Text that was made at random, judging by its length and its characters. */
export const strongSecret = () =>
  z
    .string()
    .refine(
      (text) => text.length >= MIN_LENGTH && new Set(text).size >= MIN_DIFFERENT,
      `is weak: take at least ${MIN_LENGTH} random characters, as \`openssl rand -base64 32\` gives`,
    );

/** A secret of at least 32 random characters. */
export const secret = (description: string) =>
  strongSecret().meta({ secret: true, description } satisfies SettingMeta);

const limit = (kind: NonNullable<SettingMeta['limit']>) => (fallback: number, description: string) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .default(fallback)
    .meta({ limit: kind, description } satisfies SettingMeta);

/** A rate limit per minute, for each caller, account or address; see `@Limit()`. */
export const perMinute = limit('per minute');

/** A rate limit per hour, for each caller, account or address. */
export const perHour = limit('per hour');

/** A limit for how many there may be at once; see `@Limit()`. */
export const atOnce = limit('at once');

/** Settings that lift every limit of a service, for tests and load tests, whose calls have one address. */
export const unlimited = (settings: Record<string, SettingMeta>): Env =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([key, meta]) => (meta.limit ? [[key, '1000000']] : [])),
  );

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration such as `500ms`, `30s`, `2m`, `24h`; read as milliseconds. */
export const duration = (fallback: string) =>
  z
    .string()
    .regex(/^\d+(ms|s|m|h|d)$/, 'takes a number and a unit: 500ms, 30s, 2m, 24h, 90d')
    .default(fallback)
    .transform(milliseconds);

/** Durations such as `5s,30s,2m`; read as milliseconds. */
export const durations = (fallback: string) =>
  z
    .string()
    .regex(/^\d+(ms|s|m|h)(,\d+(ms|s|m|h))*$/, 'takes durations separated by commas: 5s,30s,2m')
    .default(fallback)
    .transform((text) => text.split(',').map(milliseconds))
    .readonly();

function milliseconds(text: string): number {
  const [, number, unit = 'ms'] = /^(\d+)(\w+)$/.exec(text) ?? [];
  return Number(number) * (UNITS[unit] ?? 1);
}

const commaSeparated = (text: string): string[] => text.split(',').flatMap((entry) => entry.trim() || []);

/** Host names, separated by commas; none unless given. */
export const hostNames = () => z.string().default('').transform(commaSeparated).readonly();

/** Addresses and networks, separated by commas; none unless given. */
export const networks = () =>
  z
    .string()
    .default('')
    .transform(commaSeparated)
    .refine(
      (entries) => entries.every(isNetwork),
      'takes addresses and networks separated by commas: 10.0.0.5,10.1.0.0/16',
    )
    .readonly();

function isNetwork(text: string): boolean {
  const [address = '', bits = '0', ...more] = text.split('/');
  return (
    isIP(address) > 0 &&
    /^\d+$/.test(bits) &&
    Number(bits) <= (isIP(address) === 4 ? 32 : 128) &&
    !more.length
  );
}

/** A number of days, at least one. */
export const days = (fallback: number) => z.coerce.number().int().positive().default(fallback);
