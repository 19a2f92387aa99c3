import type { Service } from '#libs/service';
import { beforeAll, describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { Secrets, staleFiles } from '#tooling/platform';
import { composeFiles } from '../src/compose-file.js';
import { secretVariables, writeEnvironment } from '../src/environment.js';
import { discoverServices } from '#libs/service';
import { discoverThirdParties } from '#tooling/third-parties';
import { type ComposeFile, type House, interpolate, rules } from '../src/compose-check.rules.js';

const folder = join(import.meta.dirname, '../../..');
const thirdParties = await discoverThirdParties();
const read = () =>
  parse(readFileSync(join(folder, 'docker-compose.yml'), 'utf8'), { merge: true }) as ComposeFile;

/** What is wrong, and the finding that tells it. */
type Mutation = [change: (file: any) => unknown, finding: RegExp];

const MUTATIONS: Record<string, Mutation[]> = {
  cast: [
    [({ services }) => delete services.loyalty, /^loyalty is missing$/],
    [({ services }) => (services.launcher = { build: {} }), /^launcher is no service$/],
    [
      ({ services }) => (services.loyalty.build = { args: { SERVICE: 'friends' } }),
      /^loyalty is built as friends$/,
    ],
  ],
  variables: [
    [
      ({ services }) => (services.email.environment.VERIFICATION_KEY = '${KEY}'),
      /^nothing gives KEY a value$/,
    ],
    [
      ({ services }) => (services.email.environment.VERIFICATION_KEY = '${KEY:?say}'),
      /^nobody asks for VERIFICATION_KEY$/,
    ],
  ],
  settings: [
    [({ services }) => delete services.passwords.environment.SESSION_KEY, /^passwords: SESSION_KEY /],
    [({ services }) => (services.email.environment.PUBLIC_URL = 'here'), /^email: PUBLIC_URL /],
    [({ services }) => (services.loyalty.environment.WELCOME = 5), /^loyalty knows no WELCOME$/],
  ],
  addresses: [
    [
      ({ services }) => (services.signup.environment.CUSTOMERS_URL = 'http://customers:4003'),
      /^signup: CUSTOMERS_URL /,
    ],
    [
      ({ services }) => (services.postal.environment.CARRIER_URL = 'http://carrier:4092'),
      /^postal: CARRIER_URL /,
    ],
    [
      ({ services }) =>
        (services.loyalty.environment.DATABASE_URL = services.friends.environment.DATABASE_URL),
      /^loyalty: DATABASE_URL /,
    ],
    [
      ({ services }) => (services.loyalty.environment.BROKER_URL = services.friends.environment.BROKER_URL),
      /^loyalty: BROKER_URL /,
    ],
    [
      ({ services }) =>
        (services.loyalty.environment.BROKER_URL = 'postgres://loyalty:x@postgres:5432/broker'),
      /^loyalty: BROKER_URL leads to loyalty@postgres:5432\/broker, not to rabbitmq:5672\/troupe$/,
    ],
  ],
  ports: [
    [({ services }) => (services.loyalty.environment.PORT = 4007), /^loyalty does not answer on 4006$/],
    [
      ({ services }) => (services.loyalty.ports = ['127.0.0.1:4006:4007']),
      /^loyalty does not answer on 4006$/,
    ],
    [({ services }) => (services.prometheus.ports = ['9090:9090']), /^prometheus is open to everybody/],
    [({ services }) => (services.loyalty.ports = ['0.0.0.0:4006:4006']), /^loyalty is open to everybody/],
  ],
  mounts: [
    [({ services }) => services.grafana.volumes.push('./observability/dashboards:/x:ro'), /^grafana mounts /],
  ],
  images: [
    [
      ({ services }) => (services.postgres.image = 'docker.io/library/postgres'),
      /^postgres has an image of no version/,
    ],
    [
      ({ services }) => (services.grafana.image = 'localhost:5000/grafana'),
      /^grafana has an image of no version/,
    ],
    [
      ({ services }) => (services.zipkin.image = 'ghcr.io/openzipkin/zipkin:latest'),
      /^zipkin has an image of no version/,
    ],
  ],
  lockedDown: [
    [({ services }) => (services.zipkin.cap_drop = []), /^zipkin keeps capabilities$/],
    [({ services }) => delete services.loyalty.security_opt, /^loyalty can gain privileges$/],
    [({ services }) => (services.loyalty.read_only = false), /^loyalty can write to its image$/],
    [({ services }) => delete services.postgres.mem_limit, /^postgres has no limits$/],
    [({ services }) => (services.loyalty.user = '0:0'), /^loyalty may be root$/],
    [({ services }) => delete services.provision.user, /^provision may be root$/],
  ],
};

describe('docker-compose.yml', () => {
  let root: House;
  let services: Service[];

  beforeAll(async () => {
    services = await discoverServices();
    const secrets = secretVariables(services, await Secrets.open('no such file'));
    root = { folder, services, thirdParties, secrets };
  });

  it('finds every service', () => {
    expect(services.length).toBeGreaterThanOrEqual(7);
  });

  it('is a compose file', () => {
    const schema = createRequire(import.meta.url)
      .resolve('dclint/package.json')
      .replace('package.json', 'schemas/compose.schema.json');
    const { $schema: _, ...content } = JSON.parse(readFileSync(schema, 'utf8')) as Record<string, unknown>;
    const isComposeFile = addFormats.default(new Ajv.default({ strict: false })).compile(content);
    isComposeFile(read());
    expect(isComposeFile.errors).toBeNull();
    const misspelt: any = read();
    misspelt.services.loyalty.depend_on = ['postgres'];
    expect(isComposeFile(misspelt)).toBe(false);
  });

  it('is current: otherwise run npm run generate', () => {
    expect(staleFiles(composeFiles(services, thirdParties, folder), folder)).toEqual([]);
  });

  it('can be read by any YAML reader, however many services there are', () => {
    const many = Array.from({ length: 40 }, (_, at) => ({
      ...services[0]!,
      name: `lamp-${at}`,
      port: 5000 + at,
    }));
    const text = composeFiles([...services, ...many], thirdParties, folder).texts['docker-compose.yml'] ?? '';
    const file = parse(text) as ComposeFile;
    expect(Object.keys(file.services)).toEqual(expect.arrayContaining(many.map(({ name }) => name)));
    expect(file.services['lamp-39']?.environment?.PORT).toBe(5039);
    expect(file.services.provision?.environment).toHaveProperty('LAMP_39_DB_PASSWORD');
    // a block that extends an anchor which extends others, as a person would write it
    const aliased = many.map(({ name }) => `  ${name}: { <<: *service, environment: *settings }`).join('\n');
    const anchors =
      'a: &a { x: 1 }\nb: &b { <<: *a, y: [*a] }\nc: &service { <<: *b }\nd: &settings { e: *a }\n';
    expect(() => parse(`${anchors}services:\n${aliased}\n`)).toThrow('Excessive alias count');
  });

  it('tells a service the addresses of whom it calls, and of whom it links to', () => {
    const { email, 'names-stream': stream } = read().services;
    expect(email?.environment).toMatchObject({
      SMTP_URL: '${SMTP_URL:-smtp://outside-world:4093?ignoreTLS=true}',
      PUBLIC_URL: '${EMAIL_PUBLIC_URL:-http://localhost:4010/api}',
    });
    expect(read().services.monitor?.environment).toMatchObject({
      TRACES_URL: '${TRACES_URL:-http://localhost:9411/zipkin/traces}',
    });
    expect(stream?.environment).toMatchObject({
      ALLOWED_ORIGINS: '${NAMES_BOARD_PUBLIC_URL:-http://localhost:4023}',
    });
  });

  it('tells a service that watches the others the addresses of all of them', () => {
    const urls = String(read().services.monitor?.environment?.SERVICE_URLS).split(',');
    const others = services.filter(({ name, isStateless }) => name !== 'monitor' && !isStateless);
    expect(urls).toHaveLength(others.length);
    expect(urls).toContain('loyalty=http://loyalty:4006');
  });

  it('is not written for a service that calls an unknown one', () => {
    const lamps = { ...services[0]!, name: 'lamps', settings: { MOON_URL: { peer: 'moon' } } };
    expect(() => composeFiles([lamps], [], folder)).toThrow(
      'A setting of lamps names moon, which does not exist: check the name; there are lamps.',
    );
  });

  describe.each(Object.entries(rules))('%s', (name, rule) => {
    it('is kept', () => {
      expect(rule(read(), root)).toEqual([]);
    });

    it('has been seen to fail', () => {
      const mutations = MUTATIONS[name] ?? [];
      expect(mutations).not.toHaveLength(0);
      for (const [change, finding] of mutations) {
        const file = read();
        change(file);
        expect(rule(file, root)).toContainEqual(expect.stringMatching(finding));
      }
    });
  });

  it('fills in variables as compose does', () => {
    const env = { GIVEN: 'one', EMPTY: '' };
    const text = '${GIVEN} ${GIVEN:-two} ${EMPTY:-two} ${EMPTY-two}. ${NONE-two} ${NONE:?must be}.';
    expect(interpolate(text, env)).toBe('one one two . two .');
  });
});

describe('the env file', () => {
  it('keeps the secrets and what else stands in it, and mends what was lost', async () => {
    const root = mkdtempSync(join(tmpdir(), 'troupe-env-'));
    const file = join(root, '.env');
    const write = async () => {
      await writeEnvironment(root, await discoverServices());
      return parseEnv(readFileSync(file, 'utf8'));
    };
    try {
      const first = await write();
      appendFileSync(file, 'LOG_LEVEL=debug\n');
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^LOYALTY_CLIENT_SECRET=.*/m, ''));
      expect(await write()).toEqual({ ...first, LOG_LEVEL: 'debug' });
      expect(JSON.parse(String(first.OAUTH_CLIENTS))).toMatchObject({
        loyalty: createHash('sha256').update(String(first.LOYALTY_CLIENT_SECRET)).digest('hex'),
      });
      expect(JSON.parse(String(first.OPERATOR_CLIENTS))).toEqual({ operator: expect.any(String) });
      expect(statSync(file).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('says what carries the events, which stays until it is changed', async () => {
    const root = mkdtempSync(join(tmpdir(), 'troupe-env-'));
    const write = async (broker?: 'postgres' | 'rabbitmq') => {
      await writeEnvironment(root, [], broker);
      return parseEnv(readFileSync(join(root, '.env'), 'utf8'));
    };
    try {
      const { RABBITMQ_PASSWORD, BROKER_OWNER_URL } = await write('rabbitmq');
      expect(BROKER_OWNER_URL).toBe(`amqp://troupe:${RABBITMQ_PASSWORD}@rabbitmq:5672/troupe`);
      expect(await write()).toMatchObject({ BROKER_SCHEME: 'amqp', BROKER_OWNER_URL });
      expect(await write('postgres')).toMatchObject({
        BROKER_SCHEME: '',
        BROKER_ADDRESS: '',
        BROKER_OWNER_URL: '',
      });
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('is never committed, nor sent to a build', () => {
    expect(readFileSync(join(folder, '.gitignore'), 'utf8').split('\n')).toContain('.env');
    expect(readFileSync(join(folder, '.dockerignore'), 'utf8')).not.toContain('!.env');
  });
});
