import { discoverServices, type Service, serviceVariable, unlimited } from '#libs/service';
import { type Engine, findEngine, GET_ENGINE, secretVariables, Stack, step } from '#tooling/compose';
import { ANSWER_MS, eventually, freePort, HOST, Secrets, UserError } from '#tooling/platform';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { historyText } from './history-text.js';
import { ReleaseRecord } from './release-record.js';

const run = promisify(execFile);

/** What a sign-up needs up to its account of points. */
const STARTED = ['gateway', 'monitor', 'signup', 'customers', 'passwords', 'loyalty'];
const SERVICE = 'loyalty';
const ENVIRONMENT = 'test';
const WITHIN_MS = 180_000;
/** Fewer than a service takes from one caller in a minute. */
const SIGN_UP_EVERY_MS = 1_100;
/** A bad release must be gone by then. */
const ROLLED_BACK_MS = 120_000;
const PERSON = {
  password: 'correct horse battery',
  givenName: 'Ann',
  familyName: 'Archer',
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};

/** Files that a commit writes, by their paths. */
type Commit = Record<string, (before: string) => string>;

const instead = (was: string, becomes: string) => (before: string) => {
  if (before.split(was).length !== 2) throw new Error(`this is not there exactly once: ${was}`);
  return before.replace(was, becomes);
};
const SUBSCRIBER = 'apps/loyalty/src/points.subscriber.ts';
const WELCOME = 'return this.points.welcome(tx, customerId);';
const ACCOUNT = 'return this.points.account(customerId);';
const MIGRATIONS = 'apps/loyalty/src/migrations';
const NOTHING = 'export async function up(): Promise<void> {}\n';

const GOOD: Commit = { 'apps/loyalty/NOTES.md': () => 'A good commit.\n' };
const SLOWED: Commit = {
  'apps/loyalty/src/points.controller.ts': instead(
    ACCOUNT,
    'return new Promise((go) => setTimeout(go, 400)).then(() => this.points.account(customerId));',
  ),
};
/** Drops one event in ten. */
const DROPS: Commit = {
  [SUBSCRIBER]: instead(
    WELCOME,
    `return Math.random() < 0.1 ? undefined : this.points.welcome(tx, customerId);`,
  ),
};
/** Takes away in one release what the running one needs. */
const BREAKS_SCHEMA: Commit = {
  [`${MIGRATIONS}/0004-long-notes.ts`]: () => NOTHING,
  [`${MIGRATIONS}/0005-contract-0004-notes.ts`]: () => NOTHING,
};

/** Customers who sign up, and one who reads the points of an account, at the gateway. */
class Load {
  requests = 0;
  readonly failures: string[] = [];
  private isOver = false;
  private readonly working: Promise<void>[];
  private readonly account: Promise<{ path: string; token: string }>;

  constructor(private readonly gateway: string) {
    this.account = eventually(() => this.customer(), WITHIN_MS); // a 503 at the very beginning means: try again
    this.working = [
      this.account.then(() => this.repeat(SIGN_UP_EVERY_MS, () => this.signUp())),
      this.account.then(() => this.repeat(50, () => this.read())),
    ];
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.working);
  }

  private async repeat(everyMs: number, work: () => Promise<unknown>): Promise<void> {
    while (!this.isOver)
      await Promise.all([
        work().catch((error: unknown) => this.failures.push(String(error))),
        sleep(everyMs),
      ]);
  }

  private async customer(): Promise<{ path: string; token: string }> {
    const { email, customerId } = await this.signUp();
    this.failures.length = 0; // what came before this is no load
    const session = await eventually(async () => {
      const answer = await this.send('POST', '/api/sessions', { email, password: PERSON.password });
      return answer.status === 201 && ((await answer.json()) as { accessToken: string });
    }, WITHIN_MS);
    const path = `/api/accounts/${customerId}`;
    const token = session.accessToken;
    await eventually(async () => (await this.send('GET', path, undefined, token)).status === 200, WITHIN_MS);
    return { path, token };
  }

  private async signUp(): Promise<{ email: string; customerId: string }> {
    const email = `${crypto.randomUUID()}@archers.example`;
    const answer = await this.send('POST', '/api/signups', { email, ...PERSON });
    this.judge(answer);
    return { email, ...((await answer.json()) as { customerId: string }) };
  }

  private async read(): Promise<void> {
    const { path, token } = await this.account;
    const answer = await this.send('GET', path, undefined, token);
    this.judge(answer);
    await answer.arrayBuffer();
  }

  private judge({ status, url }: Response): void {
    this.requests++;
    if (status >= 500 || status === 404) this.failures.push(`${status} of ${url}`);
  }

  private send(method: string, path: string, body?: object, token?: string): Promise<Response> {
    return fetch(this.gateway + path, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  }
}

/** A clone of the repository, in which commits can be made, and the commands of which deploy them. */
class Clone {
  constructor(
    private readonly folder: string,
    private readonly project: string,
  ) {}

  static async make(folder: string, project: string, env: Record<string, string>): Promise<Clone> {
    await run('git', ['clone', '--quiet', '.', folder]);
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    const lines = Object.entries(env).map(([name, value]) => `${name}='${value}'\n`);
    await writeFile(join(folder, '.env'), lines.join(''), { mode: 0o600 });
    return new Clone(folder, project);
  }

  /** @returns the commit, which has no other change than this */
  async commit(changes: Commit): Promise<string> {
    await this.git('checkout', '--quiet', '--detach', 'origin/HEAD');
    for (const [path, change] of Object.entries(changes)) {
      const file = join(this.folder, path);
      await writeFile(file, change(await readFile(file, 'utf8').catch(() => '')));
    }
    await this.git('add', '.');
    await this.git(
      '-c',
      'user.name=check',
      '-c',
      'user.email=check@localhost',
      'commit',
      '--quiet',
      '-m',
      'A change',
    );
    const commit = await this.git('rev-parse', 'HEAD');
    await this.git('checkout', '--quiet', '--detach', 'origin/HEAD');
    return commit;
  }

  /** Runs a command of `npm run`. @returns what it printed, whatever its exit code is */
  async npm(command: string, ...args: string[]): Promise<{ code: number; text: string }> {
    const where = [
      '--service',
      SERVICE,
      '--env',
      ENVIRONMENT,
      '--ledger',
      this.ledger,
      '--project',
      this.project,
    ];
    return run('npm', ['run', '--silent', command, '--', ...where, ...args], { cwd: this.folder }).then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        text: stdout + stderr,
      }),
    );
  }

  get releases() {
    return new ReleaseRecord(join(this.ledger, 'releases')).of(ENVIRONMENT, SERVICE);
  }

  private get ledger(): string {
    return join(this.folder, 'trial');
  }

  private async git(...args: string[]): Promise<string> {
    return (await run('git', args, { cwd: this.folder })).stdout.trim();
  }
}

class DeployCheck {
  private load: Load | undefined;

  constructor(
    private readonly clone: Clone,
    private readonly stack: Stack,
    private readonly gateway: string,
  ) {}

  async run(): Promise<void> {
    // The others find everything but their name in the layers of the first one.
    await step('the first image is built', () => this.stack.compose('build', 'provision'));
    await step('the other images are built', () => this.stack.compose('build', ...STARTED));
    await step('it is started', () => this.stack.compose('up', '--detach', ...STARTED));
    await step('it is ready', () =>
      eventually(async () => {
        const answer = await fetch(`${this.gateway}/health/ready`, {
          signal: AbortSignal.timeout(ANSWER_MS),
        });
        return answer.ok;
      }, WITHIN_MS),
    );
    this.load = new Load(this.gateway);
    await this.deployment('a release replaces what compose has started', GOOD, /v1 is live/, '--first');
    await this.deployment(
      'a release gets all requests at once',
      { ...GOOD, 'apps/loyalty/MORE.md': () => 'More.\n' },
      /v2 is live/,
      '--first',
      '--blue-green',
    );
    await this.deployment(
      'a slowed release is rolled back',
      SLOWED,
      /v3 was rolled back: 95 % of its requests take up to/,
      '--first',
    );
    await this.deployment(
      'a release that drops one event in ten is rolled back',
      DROPS,
      /v4 was rolled back: .* steps of business processes/,
      '--first',
      '--watch',
      '60',
    );
    await this.deployment(
      'a schema that the running release does not survive is refused',
      BREAKS_SCHEMA,
      /takes away what v2 of loyalty still needs/,
      '--first',
    );
    await step('an earlier release is brought back', async () => {
      const { code, text } = await this.clone.npm('rollback', '--watch', '5');
      if (code !== 0 || !/v5 is live/.test(text)) throw new Error(text);
    });
    await this.load.stop();
    console.log(historyText(this.clone.releases));
    const { requests, failures } = this.load;
    console.log(`${failures.length} of ${requests} requests failed`);
    if (failures.length) throw new Error(failures.slice(0, 10).join('\n'));
  }

  stop(): Promise<void> | undefined {
    return this.load?.stop();
  }

  private async deployment(
    what: string,
    changes: Commit,
    expected: RegExp,
    ...args: string[]
  ): Promise<void> {
    const revision = await this.clone.commit(changes);
    await step(`the image is built: ${what}`, () =>
      this.clone.npm('deploy', '--revision', revision, '--first', '--dry-run'),
    );
    await step(what, async () => {
      const began = Date.now();
      const { code, text } = await this.clone.npm(
        'deploy',
        '--revision',
        revision,
        '--canary',
        '50,100',
        '--watch',
        '8',
        ...args,
      );
      if (!expected.test(text)) throw new Error(`exit code ${code}:\n${text}`);
      const isBad = code !== 0;
      if (isBad && Date.now() - began > ROLLED_BACK_MS)
        throw new Error(`it took ${Date.now() - began} ms:\n${text}`);
    });
  }
}

async function environment(
  services: Service[],
  { program }: Engine,
  folder: string,
): Promise<Record<string, string>> {
  const secrets = await Secrets.open(join(folder, 'secrets.json'));
  const ports = STARTED.map(
    async (name) => [serviceVariable(name, 'PORT'), String(await freePort())] as const,
  );
  return {
    ...secretVariables(services, secrets),
    ...Object.assign({}, ...services.map(({ settings }) => unlimited(settings))),
    ...Object.fromEntries(await Promise.all(ports)),
    VERSION: 'check',
    ...(program === 'podman' && { BUILDAH_FORMAT: 'docker' }),
  };
}

/**
 * Deploys good and bad releases of one service by the container engine of this machine, if it has one, while customers sign up:
 * the bad ones are rolled back, and no request fails.
 * @throws UserError with the first step that fails
 */
export async function checkDeploy(): Promise<void> {
  const engine = findEngine();
  if (!engine)
    return console.log(`SKIPPED deploy:check: no container engine with compose is installed; ${GET_ENGINE}`);
  const folder = await mkdtemp(join(tmpdir(), 'troupe-deploy-'));
  const services = await discoverServices();
  const env = await environment(services, engine, folder);
  const project = `troupe-deploy-${process.pid}`;
  const stack = new Stack(engine, project, { ...process.env, ...env });
  const gateway = `http://${HOST}:${env[serviceVariable('gateway', 'PORT')]}`;
  const check = new DeployCheck(await Clone.make(join(folder, 'clone'), project, env), stack, gateway);
  try {
    await check.run();
  } catch (error) {
    throw new UserError((error as Error).message, { cause: error });
  } finally {
    await check.stop()?.catch(() => {});
    const own = (
      await run(engine.program, ['ps', '--all', '--quiet', `--filter=label=troupe.project=${project}`])
    ).stdout;
    for (const id of own.split('\n').filter(Boolean)) await run(engine.program, ['rm', '--force', id]);
    await stack.compose('down', '--volumes');
    await rm(folder, { recursive: true });
  }
}
