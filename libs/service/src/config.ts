import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { commonSettings, sharedSettings } from './common-settings.js';
import type { Env } from './settings.js';

type Settings<Shape extends z.ZodRawShape> = Readonly<z.infer<z.ZodObject<typeof commonSettings & Shape>>>;
type SharedSettings<Shape extends z.ZodRawShape> = Readonly<
  z.infer<z.ZodObject<typeof sharedSettings & Shape>>
>;

/** A service's configuration class: a pure function of an environment, and the token to inject it by. */
export interface ConfigClass<Values = object> {
  new (values: Values): Values;
  readonly schema: z.ZodObject;
  /** @throws ConfigError naming every setting that is missing or wrong */
  read(env: Env): Values;
}

/** The settings of every service that has a database, messages and tokens. */
export type CommonConfig = Settings<Record<never, never>>;

/** The settings of every service, also of one that keeps nothing. */
export type SharedConfig = SharedSettings<Record<never, never>>;

/** A configuration with missing or wrong settings; the message names all of them. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

type Problems = Record<string, string>;

/**
 * The configuration of one service: `class AlphaConfig extends configuration('alpha', { … }) {}`. Its `read(env)` returns
 * a frozen object.
 */
export function configuration<Shape extends z.ZodRawShape = Record<never, never>>(
  service: string,
  shape: Shape = {} as Shape,
): ConfigClass<Settings<Shape>> {
  return configurationOf(service, z.object({ ...commonSettings, ...shape }));
}

/** The configuration of a service that keeps nothing: see `statelessService`. */
export function statelessConfiguration<Shape extends z.ZodRawShape = Record<never, never>>(
  service: string,
  shape: Shape = {} as Shape,
): ConfigClass<SharedSettings<Shape>> {
  return configurationOf(service, z.object({ ...sharedSettings, ...shape }));
}

function configurationOf<Values>(service: string, schema: z.ZodObject): ConfigClass<Values> {
  class Config {
    static readonly schema = schema;

    static read(env: Env): Config {
      const { data, problems } = parseSettings(schema, env);
      if (data && !Object.keys(problems).length) return new this(data);
      throw new ConfigError(`${service} cannot start:\n${explain(problems, schema)}`);
    }

    constructor(values: object) {
      Object.assign(this, values);
      Object.freeze(this);
    }
  }
  return Config as unknown as ConfigClass<Values>;
}

function parseSettings(schema: z.ZodObject, env: Env): { data?: object | undefined; problems: Problems } {
  // An empty variable counts as not set: that is how shells and compose files switch a setting off.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const files = readFiles(Object.keys(schema.shape), given);
  const values = { ...given, ...files.values };
  const { data, error } = schema.safeParse(values);
  const problems = error
    ? problemsOf(error, values)
    : { ...missingToken(data as CommonConfig), ...shortMemory(data as CommonConfig) };
  return { data, problems: { ...problems, ...files.problems } };
}

/** Reads the files that `<SETTING>_FILE` names, as orchestrators provide secrets, without a final line end. */
function readFiles(names: string[], given: Env): { values: Record<string, string>; problems: Problems } {
  const values: Record<string, string> = {};
  const problems: Problems = {};
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

const problemsOf = ({ issues }: z.ZodError, values: Env): Problems =>
  Object.fromEntries(
    issues.map(({ path, message }) => {
      const name = String(path[0]);
      return [name, name in values ? message : 'is not set'];
    }),
  );

/** Only this machine may read metrics without a token. */
const missingToken = ({ HOST, METRICS_TOKEN }: CommonConfig): Problems =>
  METRICS_TOKEN || /^(localhost|::1|127\..*)$/.test(HOST) ? {} : { METRICS_TOKEN: 'is not set' };

/** What is sent again within OUTBOX_DAYS has no effect twice only while its hearers remember its id. */
const shortMemory = ({ INBOX_DAYS, OUTBOX_DAYS }: Partial<CommonConfig>): Problems =>
  INBOX_DAYS === undefined || OUTBOX_DAYS === undefined || INBOX_DAYS > OUTBOX_DAYS
    ? {}
    : {
        INBOX_DAYS: `must be more than OUTBOX_DAYS, which is ${OUTBOX_DAYS}: an event that is sent again would take effect twice`,
      };

const explain = (problems: Problems, { shape }: z.ZodObject): string =>
  Object.entries(problems)
    .map(([name, problem]) => {
      const { description } = shape[name]?.meta() ?? {};
      return `  ${name} ${problem}${description ? ` (${description})` : ''}`;
    })
    .join('\n');
