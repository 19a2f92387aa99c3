import { discoverServices, type Service, serviceVariable, unlimited } from '#libs/service';
import { type Engine, findEngine, secretVariables, Stack, step } from '#tooling/compose';
import { ask, freePort, HOST, Secrets, untilReady, UserError } from '#tooling/platform';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { Clone, type Commit } from './deploy-check.clone.js';
import { Load } from './deploy-check.load.js';
import { historyText } from './history-text.js';

const run = promisify(execFile);

/** What a sign-up needs up to its account of points. */
const STARTED = ['gateway', 'monitor', 'signup', 'customers', 'passwords', 'loyalty'];
const WITHIN_MS = 180_000;
/** How many failures of the load are shown. */
const SHOWN = 10;
/** A bad release must be gone by then. */
const ROLLED_BACK_MS = 120_000;

const instead = (was: string, becomes: string) => (before: string) => {
  if (before.split(was).length !== 2) throw new Error(`this is not there exactly once: ${was}`);
  return before.replace(was, becomes);
};
const SUBSCRIBER = 'apps/loyalty/src/points.subscriber.ts';
const WELCOME = 'return this.points.welcome(tx, customerId);';
const ACCOUNT = 'return this.points.account(customerId);';
const MIGRATIONS = 'apps/loyalty/src/migrations';
const NOTHING = 'export async function up(): Promise<void> {}\n';

const GOOD: Commit = {};
const SLOWED: Commit = {
  'apps/loyalty/src/points.controller.ts': instead(
    ACCOUNT,
    'return new Promise((go) => setTimeout(go, 400)).then(() => this.points.account(customerId));',
  ),
};
/** Drops one event in ten. */
const DROPS: Commit = {
  [SUBSCRIBER]: (before) =>
    `${instead(WELCOME, `return ++heard % 10 ? this.points.welcome(tx, customerId) : undefined;`)(before)}
let heard = 0;
`,
};
/** Takes away in one release what the running one needs. */
const BREAKS_SCHEMA: Commit = {
  [`${MIGRATIONS}/0004-long-notes.ts`]: () => NOTHING,
  [`${MIGRATIONS}/0005-contract-0004-notes.ts`]: () => NOTHING,
};
const CANARY = ['--canary', '50,100', '--watch', '10'];
/** Longer than the deadline of the step that a release may miss, and than it takes to warm up. */
const UNTIL_SEEN = ['--canary', '50,100', '--watch', '60'];
const IS_LIVE = /v\d+ is live/;
const IS_SLOW = /v2 was rolled back: 95 % of its requests take up to/;
const IS_MISSING_STEPS = /v3 was rolled back: .* steps of business processes/;
const BREAKS_WHAT_RUNS = /takes away what v1 of loyalty still needs/;
const AT_ONCE = ['--blue-green', '--watch', '10'];

class DeployCheck {
  private readonly load: Load;

  constructor(
    private readonly clone: Clone,
    private readonly stack: Stack,
    private readonly gateway: string,
    private readonly isQuick: boolean,
  ) {
    this.load = new Load(gateway);
  }

  async run(): Promise<void> {
    // The others find everything but their name in the layers of the first one.
    await step('the first image is built', () => this.stack.compose('build', 'provision'));
    await step('the other images are built', () => this.stack.compose('build', ...STARTED));
    await step('it is started', () => this.stack.compose('up', '--detach', ...STARTED));
    await step('it is ready', () => untilReady('the gateway', () => this.isReady(), WITHIN_MS));
    await step('a customer has an account', () => this.load.start());
    await this.deployment('loyalty', 'a canary replaces what compose has started', GOOD, CANARY, IS_LIVE);
    await this.deployment('loyalty', 'a canary that is slow is rolled back', SLOWED, UNTIL_SEEN, IS_SLOW);
    if (!this.isQuick) await this.whatNeedsTime();
    await this.deployment('customers', 'a release gets all at once', GOOD, AT_ONCE, IS_LIVE);
    await this.deployment('loyalty', 'another release gets all at once', GOOD, AT_ONCE, IS_LIVE);
    await this.underLoad('loyalty', 'an earlier release is brought back', () =>
      this.command('loyalty', IS_LIVE, 'rollback', '--force', '--watch', '10'),
    );
    await this.load.stop();
    console.log(historyText(this.clone.releasesOf('loyalty')));
  }

  private async whatNeedsTime(): Promise<void> {
    const what = 'a canary that drops one event in ten is rolled back';
    await this.deployment('loyalty', what, DROPS, UNTIL_SEEN, IS_MISSING_STEPS);
    const refused = 'a schema that the running release does not survive is refused';
    await this.deployment('loyalty', refused, BREAKS_SCHEMA, CANARY, BREAKS_WHAT_RUNS);
  }

  stop(): Promise<void> {
    return this.load.stop();
  }

  /** Its image is built first, so that the time of the deployment is that of the deployment. */
  private async deployment(
    service: string,
    what: string,
    changes: Commit,
    pace: string[],
    expected: RegExp,
  ): Promise<void> {
    const revision = await this.clone.commit(service, changes);
    const order = ['--revision', revision, '--first'];
    await step('an image is built', () =>
      this.command(service, /Nothing is done|takes away/, 'deploy', ...order, '--dry-run'),
    );
    await this.underLoad(service, what, () => this.command(service, expected, 'deploy', ...order, ...pace));
  }

  /** @throws Error when the command says something else, or when a bad release stays for too long */
  private async command(
    service: string,
    expected: RegExp,
    command: string,
    ...args: string[]
  ): Promise<string> {
    const began = Date.now();
    const { code, text } = await this.clone.npm(command, service, ...args);
    if (!expected.test(text)) throw new Error(`exit code ${code}:\n${text}`);
    const tookMs = Date.now() - began;
    if (text.includes('was rolled back') && tookMs > ROLLED_BACK_MS)
      throw new Error(`it took ${tookMs} ms:\n${text}`);
    return text;
  }

  /** @throws Error when a request fails meanwhile, unless another service than the deployed one was too busy for it */
  private async underLoad(service: string, what: string, work: () => Promise<string>): Promise<void> {
    const { requests, failures } = this.load;
    const [requestsBefore, failuresBefore] = [requests, failures.length];
    let said = '';
    await step(what, async () => void (said = await work())).catch((error: unknown) => {
      const failed = failures.slice(failuresBefore, failuresBefore + SHOWN);
      throw new Error([(error as Error).message, ...failed].join('\n'), { cause: error });
    });
    const isBusy = (failure: string) => (this.load.busy.get(failure) ?? service) !== service;
    const [busy, failed] = [isBusy, (one: string) => !isBusy(one)].map((is) =>
      failures.slice(failuresBefore).filter(is),
    ) as [string[], string[]];
    console.log(said.trim().replaceAll(/^/gm, '    '));
    console.log(`    ${failed.length} of ${this.load.requests - requestsBefore} requests failed`);
    if (busy.length) console.log(`    ${busy.length} more found another service too busy`);
    if (failed.length) throw new Error(`requests failed:\n${failed.slice(0, SHOWN).join('\n')}`);
  }

  private async isReady(): Promise<boolean> {
    return (await ask(`${this.gateway}/health/ready`)).ok;
  }
}

async function environment(
  services: Service[],
  { program }: Engine,
  folder: string,
): Promise<Record<string, string>> {
  const secrets = await Secrets.open(join(folder, 'no such file'));
  const ports = STARTED.map(
    async (name) => [serviceVariable(name, 'PORT'), String(await freePort())] as const,
  );
  return {
    ...secretVariables(services, secrets),
    ...Object.fromEntries(await Promise.all(ports)),
    VERSION: 'check',
    ...(program === 'podman' && { BUILDAH_FORMAT: 'docker' }),
  };
}

/** One caller is all the load, so no service limits it: what an operator writes into docker-compose.override.yml. */
const withoutLimits = (services: Service[]): string =>
  stringify({
    services: Object.fromEntries(
      services
        .filter(({ name }) => STARTED.includes(name))
        .map(({ name, settings }) => [name, { environment: unlimited(settings) }]),
    ),
  });

/**
 * Deploys good and bad releases of the last commit by the container engine of this machine, if it has one, while customers sign up:
 * the bad ones are rolled back, and no request fails.
 * @param isQuick leaves out what takes minutes: a build that drops events, and one whose migration comes too early
 * @throws UserError with the first step that fails
 */
export async function checkDeploy(isQuick: boolean): Promise<void> {
  const found = findEngine();
  if (!found.engine)
    return console.log(`SKIPPED deploy:check: no engine runs containers here; ${found.reason}`);
  const { engine } = found;
  const services = await discoverServices();
  const project = `troupe-deploy-${process.pid}`;
  const clone = await Clone.make(project);
  const env = await environment(services, engine, clone.folder);
  await clone.write(
    '.env',
    Object.entries(env)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
  );
  await clone.write('docker-compose.override.yml', withoutLimits(services));
  const stack = new Stack(engine, project, { ...process.env, ...env }, clone.folder);
  const gateway = `http://${HOST}:${env[serviceVariable('gateway', 'PORT')]}`;
  const check = new DeployCheck(clone, stack, gateway, isQuick);
  try {
    await check.run();
  } catch (error) {
    throw new UserError((error as Error).message, { cause: error });
  } finally {
    await check.stop();
    await removeAll(engine, project, clone);
    await stack.compose('down', '--volumes');
    await clone.remove();
  }
}

/** Removes what the deployments have started, and the images of their commits, but no layer of which others are built. */
async function removeAll({ program }: Engine, project: string, clone: Clone): Promise<void> {
  const own = `--filter=label=troupe.project=${project}`;
  const { stdout } = await run(program, ['ps', '--all', '--quiet', own]);
  for (const id of stdout.split('\n').filter(Boolean)) await run(program, ['rm', '--force', id]);
  for (const image of clone.images) await run(program, ['image', 'rm', '--no-prune', image]).catch(() => {});
}
