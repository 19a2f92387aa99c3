import { eventually, freePort, Secrets } from '#tooling/platform';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { discoverServices, serviceVariable } from '#libs/service';
import { discoverThirdParties } from '#tooling/third-parties';
import { secretVariables } from './environment.js';
import type { ComposeFile } from './compose-check.rules.js';
import { type Engine, findEngine, Stack } from './compose-check.stack.js';

const HOW_TO_GET_IT =
  'install Docker with its compose plugin (https://docs.docker.com/engine/install), or podman and podman-compose: ' +
  'apt-get install podman netavark aardvark-dns && pip install podman-compose';
const WITHIN_MS = 120_000;
const PAUSE_MS = 100;
const PASSWORD = 'correct horse battery';
const DEVELOPMENT = ['jest', 'mountebank', 'typescript', '@pact-foundation'];

const [services, thirdParties] = await Promise.all([discoverServices(), discoverThirdParties()]);
const names = services.map(({ name }) => name);

/** Secrets that are made for this run, ports that are free, and a log line for each request. */
async function environment(): Promise<NodeJS.ProcessEnv> {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-compose-'));
  const secrets = await Secrets.open(join(folder, 'secrets.json'));
  await rm(folder, { recursive: true });
  const published = [...names, 'outside-world', 'prometheus', 'grafana', 'zipkin'];
  const ports = published.map(async (name) => [serviceVariable(name, 'PORT'), String(await freePort())]);
  return {
    ...process.env,
    ...secretVariables(services, secrets),
    ...Object.fromEntries(await Promise.all(ports)),
    VERSION: 'check',
    LOG_LEVEL: 'debug',
    // the OCI format, podman's default, has no health checks
    BUILDAH_FORMAT: 'docker',
  };
}

/** Somebody who signs up at the containers, and looks at what comes of it. */
class Tour {
  readonly correlationId = `compose-${process.pid}-${Date.now()}`;
  private readonly email = `${this.correlationId}@example.com`;
  private customerId = '';
  private token = '';

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  url(name: string): string {
    return `http://127.0.0.1:${this.env[serviceVariable(name, 'PORT')]}`;
  }

  async everyServiceIsReady(): Promise<void> {
    for (const name of names) await this.get(name, '/health/ready');
  }

  async signUp(): Promise<void> {
    const address = { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' };
    const person = { givenName: 'Ann', familyName: 'Archer', address };
    const { customerId } = await this.post('signup', '/signups', {
      email: this.email,
      password: PASSWORD,
      ...person,
    });
    this.customerId = customerId;
  }

  async giveBirth(): Promise<void> {
    await this.post('names-intake', '/baby', { name: 'Ann', sex: 'female' });
  }

  async isOnTheBoard(): Promise<void> {
    const board = await this.get('names-board', '/top10');
    if (!board.includes('"ANN"')) throw new Error(`the board shows ${board}`);
  }

  async logIn(): Promise<void> {
    this.token = (
      await this.post('passwords', '/sessions', { email: this.email, password: PASSWORD })
    ).accessToken;
  }

  async hasPoints(): Promise<void> {
    const { balance } = JSON.parse(await this.get('loyalty', `/accounts/${this.customerId}`));
    if (balance !== 100) throw new Error(`there are ${balance} welcome points`);
  }

  async hasParcel(): Promise<void> {
    const { trackingId } = JSON.parse(await this.get('postal', `/welcome-packs/${this.customerId}`));
    await this.arrived('parcels', trackingId);
  }

  hasMail(): Promise<void> {
    return this.arrived('mails', this.email);
  }

  async everyServiceCounts(): Promise<void> {
    for (const name of names) {
      const text = await this.metricsOf(name);
      if (!text.includes(`service="${name}"`)) throw new Error(`${name} has no numbers`);
    }
    const signups = await this.metricsOf('signup');
    if (!/^signups_total\{.*\} 1\b/m.test(signups)) throw new Error('nobody has signed up');
  }

  /** As Prometheus reads them; nobody else may. */
  private async metricsOf(name: string): Promise<string> {
    const { status } = await fetch(`${this.url(name)}/metrics`);
    if (status !== 401) throw new Error(`${name} shows its numbers to strangers: ${status}`);
    return this.ask(name, '/metrics', { authorization: `Bearer ${this.env.METRICS_TOKEN}` });
  }

  private async arrived(what: string, trace: string): Promise<void> {
    const party = thirdParties.find(({ receives }) => receives === what);
    const { requests } = JSON.parse(await this.get('outside-world', `/imposters/${party?.port}`));
    if (!requests.some((request: object) => party?.formatRequest(request).includes(trace)))
      throw new Error(`no ${what} for ${trace}`);
  }

  private get(name: string, path: string): Promise<string> {
    return this.ask(name, path, this.token ? { authorization: `Bearer ${this.token}` } : {});
  }

  private async post(name: string, path: string, body: object) {
    const headers = { 'content-type': 'application/json', 'x-correlation-id': this.correlationId };
    return JSON.parse(await this.ask(name, path, headers, JSON.stringify(body)));
  }

  private async ask(
    name: string,
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<string> {
    const response = await fetch(this.url(name) + path, { method: body ? 'POST' : 'GET', headers, body });
    const text = await response.text();
    if (!response.ok) throw new Error(`${name} answers ${path} with ${response.status}: ${text}`);
    return text;
  }
}

async function everyLogHas(correlationId: string, stack: Stack): Promise<void> {
  for (const name of names) {
    if (!(await stack.logs(name)).includes(correlationId))
      throw new Error(`${name} logs nothing of ${correlationId}`);
  }
}

/** The last warnings and errors of a service: with its container they would be gone. */
async function complaintsOf(name: string, stack: Stack): Promise<string> {
  const lines = (await stack.logs(name).catch(String)).split('\n');
  return [name, ...lines.filter((line) => /"level":"(warn|error)"/.test(line)).slice(-10)].join('\n');
}

/** What the image and the compose file promise together. */
async function everyContainerIsLockedDown(stack: Stack): Promise<void> {
  const probe = `
    const { existsSync, writeFileSync } = require('node:fs');
    const writes = () => { try { writeFileSync('/app/written', ''); return true } catch { return false } };
    const found = ${JSON.stringify(DEVELOPMENT)}.filter((name) => existsSync('/app/node_modules/' + name));
    console.log(JSON.stringify({ uid: process.getuid(), writes: writes(), found }))`;
  for (const name of names) {
    const { uid, writes, found } = JSON.parse(await stack.inside(name, 'node', '-e', probe));
    if (uid === 0 || writes || found.length)
      throw new Error(`${name}: user ${uid}, writes ${writes}, has ${found}`);
  }
}

async function everyImageKnowsItsHealth(stack: Stack): Promise<void> {
  for (const name of names) {
    const [, ...command] = JSON.parse(await stack.inspect(name, '{{json .Config.Healthcheck.Test}}'));
    await soon(async () => void (await stack.inside(name, ...command))); // as an engine asks: more than once
  }
}

/** Services end by themselves, with their work done, when they are told to. */
async function everyServiceStops(stack: Stack): Promise<void> {
  await stack.compose('stop', ...names);
  for (const name of names) {
    const code = await stack.inspect(name, '{{.State.ExitCode}}');
    if (code !== '0') throw new Error(`${name} ends with ${code}`);
  }
}

async function prometheusSees(url: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/query?query=up`);
  const { data } = (await response.json()) as {
    data: { result: { metric: { service: string }; value: string[] }[] };
  };
  const up = data.result.filter(({ value }) => value[1] === '1').map(({ metric }) => metric.service);
  const missing = names.filter((name) => !up.includes(name));
  if (missing.length) throw new Error(`Prometheus does not see ${missing.join(', ')}`);
}

/** Starts those whose image can be had, and says of the others that they were not. */
async function observe(stack: Stack, tour: Tour, file: ComposeFile): Promise<void> {
  const watchers = Object.entries(file.services).filter(([, { profiles }]) =>
    profiles?.includes('observability'),
  );
  const there = watchers.filter(([, { image }]) => stack.hasImage(image)).map(([name]) => name);
  for (const [name, { image }] of watchers) {
    if (!there.includes(name))
      console.log(`NOT STARTED  ${name}: the image ${image} is not here and cannot be pulled`);
  }
  if (!there.length) return;
  await step(`started: ${there.join(', ')}`, () =>
    stack.compose('--profile', 'observability', 'up', '--detach', ...there),
  );
  if (there.includes('prometheus'))
    await step('Prometheus sees every service', () => soon(() => prometheusSees(tour.url('prometheus'))));
}

const soon = (check: () => Promise<void>) => eventually(() => check().then(() => true), WITHIN_MS, PAUSE_MS);

async function step(what: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  console.log(`ok  ${what}  ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

async function check(stack: Stack, tour: Tour): Promise<void> {
  const file = parse(await readFile('docker-compose.yml', 'utf8'), { merge: true }) as ComposeFile;
  // one image alone: the others, built at once, find everything but their name in its layers
  await step('the first image is built', () => stack.compose('build', names[0]!));
  await step('every image is built', () => stack.compose('build'));
  console.log(`    a service has ${await stack.imageSize(`localhost/troupe/${names[0]}:check`)}`);
  await step('everything is started', () => stack.compose('up', '--detach'));
  await step('every service is ready', () => soon(() => tour.everyServiceIsReady()));
  await step('somebody signs up', () => soon(() => tour.signUp())); // a 503 asks to try again
  await step('logs in', () => soon(() => tour.logIn()));
  await step('has points', () => soon(() => tour.hasPoints()));
  await step('has a parcel', () => soon(() => tour.hasParcel()));
  await step('has a mail', () => soon(() => tour.hasMail()));
  await step('a birth is registered', () => tour.giveBirth());
  await step('is on the board', () => soon(() => tour.isOnTheBoard()));
  await step('every service counts', () => tour.everyServiceCounts());
  await step('every log has the correlation ID', () => soon(() => everyLogHas(tour.correlationId, stack)));
  await step('no container runs as root, writes, or has development packages', () =>
    everyContainerIsLockedDown(stack),
  );
  await step('every image knows its health', () => everyImageKnowsItsHealth(stack));
  await observe(stack, tour, file);
  await step('every service stops with exit code 0', () => everyServiceStops(stack));
}

/** Builds and starts everything, and takes it down again. @throws Error with the first step that fails */
async function checkWith(engine: Engine): Promise<void> {
  const env = await environment();
  const stack = new Stack(engine, `troupe-check-${process.pid}`, env);
  const takeDown = () => stack.compose('--profile', 'observability', 'down', '--volumes');
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void takeDown().finally(() => process.exit(1)));
  }
  console.log(`compose:check with ${engine.compose.join(' ')}`);
  try {
    await check(stack, new Tour(env));
  } catch (error) {
    for (const name of names) console.log(await complaintsOf(name, stack));
    throw error;
  } finally {
    await step('everything is taken down', takeDown);
  }
}

/** Checks docker-compose.yml with the container engine of this machine, if it has one. */
export async function checkCompose(): Promise<void> {
  const engine = findEngine();
  if (engine) return checkWith(engine);
  console.log(
    `SKIPPED compose:check: there is no container engine with compose on this machine; ${HOW_TO_GET_IT}`,
  );
}
