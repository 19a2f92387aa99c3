import { eventually, freePort, OPERATOR, Secrets } from '#tooling/platform';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { discoverServices, serviceVariable } from '#libs/service';
import { discoverThirdParties } from '#tooling/third-parties';
import { secretVariables } from './environment.js';
import type { ComposeFile } from './compose-check.rules.js';
import { CustomerJourney } from './compose-check.journey.js';
import { Stack } from './compose-check.stack.js';
import { step } from './step.js';
import { type Engine, findEngine } from './engine.js';
import {
  alertmanagerRoutes,
  grafanaShowsAll,
  logsAreFound,
  prometheusScrapes,
} from './compose-check.watchers.js';

const WITHIN_MS = 120_000;
const PAUSE_MS = 100;
/** Where podman keeps what containers of root write. */
const PODMAN_LOGS = '/var/lib/containers/storage/overlay-containers';
/** The container that makes every database. */
const PROVISION = 'provision';
const DEVELOPMENT = ['jest', 'mountebank', 'typescript', '@pact-foundation'];

const [services, thirdParties] = await Promise.all([discoverServices(), discoverThirdParties()]);
const names = services.map(({ name }) => name);

async function newSecrets(): Promise<Secrets> {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-compose-'));
  const secrets = await Secrets.open(join(folder, 'secrets.json'));
  await rm(folder, { recursive: true });
  return secrets;
}

/** The environment of compose: free ports, and a log line for each request. */
async function environment({ program }: Engine, secrets: Secrets): Promise<NodeJS.ProcessEnv> {
  const published = [
    ...names,
    'outside-world',
    'prometheus',
    'alertmanager',
    'grafana',
    'zipkin',
    'log-store',
  ];
  const ports = published.map(async (name) => [serviceVariable(name, 'PORT'), String(await freePort())]);
  return {
    ...process.env,
    ...secretVariables(services, secrets),
    ...Object.fromEntries(await Promise.all(ports)),
    VERSION: 'check',
    LOG_LEVEL: 'debug',
    // the OCI format, podman's default, has no health checks
    BUILDAH_FORMAT: 'docker',
    ...(program === 'podman' && { CONTAINER_LOGS: PODMAN_LOGS }),
  };
}

async function everyLogHas(correlationId: string, stack: Stack): Promise<void> {
  for (const name of names) {
    if (!(await stack.logs(name)).includes(correlationId))
      throw new Error(`${name} has no log line with ${correlationId}`);
  }
}

/** The last warnings and errors of a service, which would be lost with its container. */
async function lastErrorsOf(name: string, stack: Stack): Promise<string> {
  const lines = (await stack.logs(name).catch(String)).split('\n');
  return [name, ...lines.filter((line) => /"level":"(warn|error)"/.test(line)).slice(-10)].join('\n');
}

/** No service works before the admin process has made its database. */
async function everyDatabaseIsMade(stack: Stack): Promise<void> {
  const state = '{{.State.Status}} {{.State.ExitCode}}';
  const ended = await eventually(async () => {
    const [status, code] = (await stack.inspect(PROVISION, state)).split(' ');
    return status === 'exited' && code;
  }, WITHIN_MS);
  if (ended !== '0') throw new Error(`${PROVISION} exits with ${ended}: ${await stack.logs(PROVISION)}`);
}

/** The image and the compose file together leave a container few rights and few programs. */
async function everyContainerIsLockedDown(stack: Stack): Promise<void> {
  const probe = `
    const { existsSync, writeFileSync } = require('node:fs');
    const writes = () => { try { writeFileSync('/app/written', ''); return true } catch { return false } };
    const found = ${JSON.stringify(DEVELOPMENT)}.filter((name) => existsSync('/app/node_modules/' + name));
    console.log(JSON.stringify({ uid: process.getuid(), writes: writes(), found }))`;
  for (const name of names) {
    const { uid, writes, found } = JSON.parse(await stack.inside(name, 'node', '-e', probe));
    if (uid === 0 || writes || found.length)
      throw new Error(`${name} runs as user ${uid}, ${writes ? 'can' : 'cannot'} write, and has [${found}]`);
  }
}

async function everyHealthCheckPasses(stack: Stack): Promise<void> {
  for (const name of names) {
    const [, ...command] = JSON.parse(await stack.inspect(name, '{{json .Config.Healthcheck.Test}}'));
    await soon(async () => void (await stack.inside(name, ...command))); // a container engine repeats it too
  }
}

/** Services finish their work and exit when they receive SIGTERM. */
async function everyServiceStops(stack: Stack): Promise<void> {
  await stack.compose('stop', ...names);
  for (const name of names) {
    const code = await stack.inspect(name, '{{.State.ExitCode}}');
    if (code !== '0') throw new Error(`${name} exits with ${code}`);
  }
}

/** Starts the observability containers whose images are available, and prints which are not. */
async function observe(
  stack: Stack,
  journey: CustomerJourney,
  file: ComposeFile,
  password: string,
): Promise<void> {
  const watchers = Object.entries(file.services).filter(([, { profiles }]) =>
    profiles?.includes('observability'),
  );
  const there = watchers.filter(([, { image }]) => stack.hasImage(image)).map(([name]) => name);
  for (const [name, { image }] of watchers) {
    if (!there.includes(name))
      console.log(`NOT STARTED  ${name}: its image ${image} is not here and cannot be pulled`);
  }
  if (!there.length) return;
  await step(`started: ${there.join(', ')}`, () =>
    stack.compose('--profile', 'observability', 'up', '--detach', ...there),
  );
  if (there.includes('prometheus'))
    await step('Prometheus scrapes every service', () =>
      soon(() => prometheusScrapes(journey.url('prometheus'), names)),
    );
  // its data sources are these
  if (['grafana', 'prometheus', 'zipkin'].every((name) => there.includes(name)))
    await step('Grafana shows every dashboard, and every data source is healthy', () =>
      soon(() => grafanaShowsAll(journey.url('grafana'), password)),
    );
  if (['log-store', 'log-agent'].every((name) => there.includes(name)))
    await step('the log store has lines of every service', () =>
      soon(() => logsAreFound(journey.url('log-store'), journey.correlationId, names)),
    );
  if (there.includes('alertmanager'))
    await step('Alertmanager routes alerts to every owner', () =>
      soon(() => alertmanagerRoutes(journey.url('alertmanager'), services)),
    );
}

const soon = (check: () => Promise<void>) => eventually(() => check().then(() => true), WITHIN_MS, PAUSE_MS);

async function check(stack: Stack, journey: CustomerJourney, env: NodeJS.ProcessEnv): Promise<void> {
  const file = parse(await readFile('docker-compose.yml', 'utf8'), { merge: true }) as ComposeFile;
  // The first image alone: the others are built at once, and find everything but their name in its layers.
  await step('the first image is built', () => stack.compose('build', names[0]!));
  await step('every image is built', () => stack.compose('build'));
  console.log(`    a service has ${await stack.imageSize(`localhost/troupe/${names[0]}:check`)}`);
  await step('everything is started', () => stack.compose('up', '--detach'));
  await step('every database is made', () => everyDatabaseIsMade(stack));
  await step('every service is ready', () => soon(() => journey.everyServiceIsReady()));
  await step('a customer signs up', () => soon(() => journey.signUp())); // a 503 means: try again
  await step('the customer logs in', () => soon(() => journey.logIn()));
  await step('the customer has points', () => soon(() => journey.hasPoints()));
  await step('the customer has a parcel', () => soon(() => journey.hasParcel()));
  await step('the customer has a mail', () => soon(() => journey.hasMail()));
  await step('a birth is registered', () => journey.registerBirth());
  await step('the birth is on the board', () => soon(() => journey.isOnTheBoard()));
  await step('a record is put up for sale', () => journey.listRecord());
  await step('a delivery of it is booked', () => soon(() => journey.deliverRecord()));
  await step('the shop shows the record', () => soon(() => journey.recordIsShown()));
  await step('the customer orders the record', () => soon(() => journey.orderRecord()));
  await step('the record is dispatched', () => soon(() => journey.orderIsDispatched()));
  await step('every service exports metrics', () => journey.everyServiceExportsMetrics());
  await step('the log of every service has the correlation ID', () =>
    soon(() => everyLogHas(journey.correlationId, stack)),
  );
  await step('no container runs as root, writes, or has development packages', () =>
    everyContainerIsLockedDown(stack),
  );
  await step('every health check of an image passes', () => everyHealthCheckPasses(stack));
  await observe(stack, journey, file, env.GRAFANA_PASSWORD ?? '');
  await step('every service stops with exit code 0', () => everyServiceStops(stack));
}

/** Builds and starts everything, and takes it down again. @throws Error with the first step that fails */
async function checkWith(engine: Engine): Promise<void> {
  const secrets = await newSecrets();
  const env = await environment(engine, secrets);
  const stack = new Stack(engine, `troupe-check-${process.pid}`, env);
  const takeDown = () => stack.compose('--profile', 'observability', 'down', '--volumes');
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void takeDown().finally(() => process.exit(1)));
  }
  console.log(`compose:check with ${engine.compose.join(' ')}`);
  try {
    const operator = `${OPERATOR}:${secrets.clientSecret(OPERATOR)}`;
    await check(stack, new CustomerJourney(services, thirdParties, env, operator), env);
  } catch (error) {
    for (const name of names) console.log(await lastErrorsOf(name, stack));
    throw error;
  } finally {
    await step('everything is taken down', takeDown);
  }
}

/** Checks docker-compose.yml with the container engine of this machine, if it has one. */
export async function checkCompose(): Promise<void> {
  const found = findEngine();
  if (found.engine) return checkWith(found.engine);
  console.log(`SKIPPED compose:check: no engine runs containers here; ${found.reason}`);
}
