import {
  ConfigError,
  configuration,
  duration,
  type Env,
  outside,
  peer,
  secret,
  services,
} from '#libs/service';
import { issuerAway } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

class AlphaConfig extends configuration('alpha', {
  BETA_URL: peer('beta'),
  GAMMA_URL: outside('gamma', 'A third party’s API'),
  ALPHA_KEY: secret('A key'),
  PATIENCE: duration('2m'),
  SERVICE_URLS: services(),
  WIDTH: z.coerce.number().int().min(1).default(3).meta({ description: 'How wide' }),
}) {}

const KEY = 'jx8Hq2LwZ0vTn5RkYd3mPb7sGc1fUe9A';
const env: Env = {
  PORT: '4000',
  DATABASE_URL: 'postgres://alpha:pw@localhost:5432/alpha',
  BROKER_URL: 'postgres://alpha:pw@localhost:5432/broker',
  ...issuerAway,
  BETA_URL: 'http://beta:4002/base',
  GAMMA_URL: 'smtp://gamma:25',
  ALPHA_KEY: KEY,
};

/** The lines of the complaint about this environment, without the first. */
function complaints(changes: Env): string[] {
  try {
    AlphaConfig.read({ ...env, ...changes });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    const [first, ...lines] = (error as Error).message.split('\n');
    expect(first).toBe('alpha cannot start:');
    return lines.map((line) => line.trim());
  }
  return [];
}

describe('a configuration', () => {
  it('reads an environment, with defaults', () => {
    const config = AlphaConfig.read(env);
    expect(config).toBeInstanceOf(AlphaConfig);
    expect(config).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 4000,
      LOG_LEVEL: 'info',
      BETA_URL: 'http://beta:4002/base',
      PATIENCE: 120_000,
      PEER_TIMEOUT: 2_000,
      RETRY_SCHEDULE: [5_000, 30_000, 120_000, 600_000, 3_600_000],
      WIDTH: 3,
    });
    expect(config.OTEL_EXPORTER_OTLP_ENDPOINT).toBeUndefined();
  });

  it('reports every problem at once, with the service, the setting and its description', () => {
    const problems = complaints({
      PORT: undefined,
      DATABASE_URL: 'mysql://x',
      ALPHA_KEY: 'short',
      WIDTH: '0',
      BETA_URL: '',
    });
    expect(problems).toEqual([
      'PORT is not set (The port to listen on; 0 takes a free one)',
      "DATABASE_URL takes a URL: postgres://role:password@host:port/database (This service's own database, under its own role)",
      'BETA_URL is not set (Where beta answers)',
      expect.stringMatching(/^ALPHA_KEY .*32.* \(A key\)$/),
      expect.stringMatching(/^WIDTH .*1.* \(How wide\)$/),
    ]);
  });

  it('names every setting of an empty environment that has no default', () => {
    expect(() => AlphaConfig.read({})).toThrow(ConfigError);
    const names = complaints(Object.fromEntries(Object.keys(env).map((name) => [name, undefined])));
    expect(names.map((line) => line.split(' ')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'BROKER_URL',
      'AUTH_ISSUER',
      'AUTH_JWKS_URL',
      'AUTH_TOKEN_URL',
      'CLIENT_SECRET',
      'BETA_URL',
      'GAMMA_URL',
      'ALPHA_KEY',
    ]);
    for (const line of names) expect(line).toContain('is not set');
  });

  it('reads where other services answer, by their names', () => {
    expect(AlphaConfig.read(env)).toMatchObject({ SERVICE_URLS: {} });
    const SERVICE_URLS = 'beta=http://beta:1/a?b=c, gamma=https://gamma';
    expect(AlphaConfig.read({ ...env, SERVICE_URLS })).toMatchObject({
      SERVICE_URLS: { beta: 'http://beta:1/a?b=c', gamma: 'https://gamma' },
    });
    for (const wrong of ['beta', '=http://beta', 'beta=', 'beta=smtp://beta', 'beta=http://beta,gamma'])
      expect(complaints({ SERVICE_URLS: wrong })).toEqual([
        'SERVICE_URLS takes services with their URLs, separated by commas: one=http://…,two=http://… (Where each other service answers)',
      ]);
  });

  it('remembers the ids of events for longer than they can be sent again', () => {
    expect(complaints({ OUTBOX_DAYS: '90' })).toEqual([
      'INBOX_DAYS must be more than OUTBOX_DAYS, which is 90: an event that is sent again would take effect twice (Days that event ids are remembered)',
    ]);
    expect(complaints({ OUTBOX_DAYS: '90', INBOX_DAYS: '91' })).toEqual([]);
  });

  it('lets nobody edit events unless told so', () => {
    expect(AlphaConfig.read(env)).toMatchObject({ HOSPITAL_EDITS: 'off' });
  });

  it('never shows a value', () => {
    const values = {
      ALPHA_KEY: 'visible-1',
      DATABASE_URL: 'visible-2',
      AUTH_JWKS_URL: 'visible-3',
      LOG_LEVEL: 'visible-4',
    };
    expect(complaints(values)).toHaveLength(4);
    expect(complaints(values).join()).not.toMatch(/visible/);
  });

  it.each([
    ['too short', KEY.slice(1)],
    ['one letter, many times', 'k'.repeat(64)],
    ['a word, many times', 'changeme'.repeat(8)],
  ])('refuses a secret that is %s', (_why, ALPHA_KEY) => {
    expect(complaints({ ALPHA_KEY })).toEqual([expect.stringMatching(/^ALPHA_KEY is weak: .*32 random/)]);
  });

  describe('by files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'troupe-config-'));
    const file = join(folder, 'key');
    beforeAll(() => writeFileSync(file, `${KEY}\n`));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('is read', () => {
      const { ALPHA_KEY: _, ...others } = env;
      expect(AlphaConfig.read({ ...others, ALPHA_KEY_FILE: file }).ALPHA_KEY).toBe(KEY);
    });

    it('is refused when it is set by itself too', () => {
      expect(complaints({ ALPHA_KEY_FILE: file })).toEqual([
        'ALPHA_KEY is set twice: by itself and by ALPHA_KEY_FILE (A key)',
      ]);
    });

    it('reports a missing file, and validates the content of one', () => {
      const away = join(folder, 'away');
      expect(complaints({ ALPHA_KEY: '', ALPHA_KEY_FILE: away })).toEqual([
        expect.stringMatching(/^ALPHA_KEY cannot be read from its file: ENOENT.*away/),
      ]);
      expect(complaints({ PORT: '', PORT_FILE: file })).toEqual([
        expect.stringMatching(/^PORT (?!is not set)/),
      ]);
    });
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('needs no METRICS_TOKEN on %s', (HOST) => {
    expect(complaints({ HOST })).toEqual([]);
  });

  it.each(['0.0.0.0', '::', '10.0.0.7', 'alpha.example'])('needs a METRICS_TOKEN on %s', (HOST) => {
    expect(complaints({ HOST })).toEqual([
      expect.stringMatching(/^METRICS_TOKEN is not set \(The bearer token by which Prometheus/),
    ]);
    expect(complaints({ HOST, METRICS_TOKEN: KEY })).toEqual([]);
  });

  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['2m', 120_000],
    ['24h', 86_400_000],
    ['90d', 7_776_000_000],
    ['0s', 0],
  ])('reads the duration %s', (text, milliseconds) => {
    expect(AlphaConfig.read({ ...env, PATIENCE: text }).PATIENCE).toBe(milliseconds);
  });

  it.each(['5', 's', '5 s', '-5s', '1.5s', '5w', '5s,6s'])('refuses the duration "%s"', (text) => {
    expect(complaints({ PATIENCE: text })).toEqual([
      'PATIENCE takes a number and a unit: 500ms, 30s, 2m, 24h, 90d',
    ]);
  });

  it('reads a schedule of durations, and refuses a broken one', () => {
    expect(AlphaConfig.read({ ...env, RETRY_SCHEDULE: '10ms,1s' }).RETRY_SCHEDULE).toEqual([10, 1_000]);
    expect(complaints({ RETRY_SCHEDULE: '10ms,' })[0]).toMatch(/^RETRY_SCHEDULE takes durations/);
  });

  it.each(['', ' '])('treats "%s" as not set', (nothing) => {
    const config = AlphaConfig.read({
      ...env,
      WIDTH: nothing,
      OTEL_EXPORTER_OTLP_ENDPOINT: nothing,
      PATIENCE: nothing,
    });
    expect(config).toMatchObject({ WIDTH: 3, PATIENCE: 120_000 });
    expect(config.OTEL_EXPORTER_OTLP_ENDPOINT).toBeUndefined();
    expect(complaints({ PORT: nothing })[0]).toMatch(/^PORT is not set/);
  });

  it.each([
    ['BETA_URL', 'beta:4002'],
    ['BETA_URL', 'ftp://beta'],
    ['GAMMA_URL', 'gamma'],
    ['DATABASE_URL', 'http://localhost'],
    ['AUTH_ISSUER', 'troupe'],
    ['AUTH_JWKS_URL', 'file:///keys.json'],
    ['CLIENT_SECRET', 'short'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s', (name, value) => {
    expect(complaints({ [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name} (?!is not set)`)),
    ]);
  });

  it('is frozen, down to its lists', () => {
    const config = AlphaConfig.read(env);
    expect(() => Object.assign(config, { PORT: 1 })).toThrow(TypeError);
    expect(() => (config.RETRY_SCHEDULE as number[]).push(1)).toThrow(TypeError);
  });

  it('depends on its argument alone, and does not change it', () => {
    const given = Object.freeze({ ...env, UNKNOWN: 'x', HOME: '/home' });
    const [first, second] = [AlphaConfig.read(given), AlphaConfig.read(given)];
    expect(first).toEqual(second);
    expect(first).not.toBe(second);
    expect(first).not.toHaveProperty('UNKNOWN');
  });

  it('exposes the metadata of a setting to tools', () => {
    const meta = (name: string) => (AlphaConfig.schema as z.ZodObject).shape[name]?.meta();
    expect(meta('BETA_URL')).toEqual({ peer: 'beta', description: 'Where beta answers' });
    expect(meta('GAMMA_URL')).toMatchObject({ outside: 'gamma' });
    expect(meta('ALPHA_KEY')).toMatchObject({ secret: true });
    expect(meta('CLIENT_SECRET')).toMatchObject({ secret: true });
  });
});
