import type { Pact } from '#tooling/pacts';
import { ask, eventually, untilReady, UserError } from '#tooling/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { conflicts } from './contract-steps.js';
import type { Destination, Driver, Instance, Share } from './driver.js';
import { type Figures, figuresIn, since, type Steps, stepsIn } from './figures.js';
import { judge, type Minimum, type Judgement } from './judgement.js';
import { type Ending, nameOf, type RecordedRelease, type Release } from './release.js';
import type { ReleaseRecord } from './release-record.js';
import { linesOf, replay } from './smoke.js';

/** What is to be deployed, and how. */
export interface Order {
  service: string;
  environment: string;
  revision: string;
  /** The shares of traffic that it gets one after the other, up to 100. */
  stages: readonly number[];
  /** How long a stage lasts at least, in milliseconds: longer than the deadlines of the steps that may be missed. */
  watchMs: number;
  /** How long a stage waits at most for the minimum of traffic, in milliseconds. */
  patienceMs: number;
  minimum: Minimum;
  /** The release that is brought back. */
  bringsBack?: Release | undefined;
  isDryRun: boolean;
}

/** What a deployment needs beside its driver. */
export interface World {
  driver: Driver;
  record: ReleaseRecord;
  /** Why the commit must not be deployed, one line for each reason; none when it may be. */
  contractsBroken: (service: string, revision: string, environment: string) => Promise<string[]>;
  /** The hashes of the contracts of a service at a commit, as `/info` tells them. */
  contractsAt: (service: string, revision: string) => Promise<Record<string, string>>;
  /** The pacts at a commit that name the service as their provider. */
  pactsOf: (service: string, revision: string) => Pact[];
  /** Tells the ledger, or the Pact Broker, what is deployed. */
  deployed: (service: string, revision: string, environment: string) => Promise<void>;
  say: (line: string) => void;
  now?: () => number;
  pause?: (ms: number) => Promise<void>;
  /** How long a release may take until it is ready, in milliseconds. */
  readyMs?: number;
}

/** A step of a deployment has failed; nothing but the old release gets traffic, unless the message says so. */
class DeploymentFailed extends UserError {}

/** A process that has just started is slow: for so long, in milliseconds, nobody compares its durations. */
const WARM_UP_MS = 10_000;
/** So long may a process take to start, in milliseconds, beside others that start. */
const READY_MS = 180_000;
const LOOK_MS = 1_000;
/** How long the old release may still be asked after it has no share, in milliseconds. */
const DRAIN_MS = 30_000;

/**
 * Deploys one release, step by step. What an interrupted deployment has done is found and kept, so the same command goes on.
 * @returns the release; with `isDryRun` as it would be
 * @throws DeploymentFailed naming the step, after everything is as before; a canary that had too little traffic keeps running
 */
export async function deploy(order: Order, world: World): Promise<Release> {
  return new Deployment(order, world).run();
}

/**
 * Withdraws a release whose deployment has not ended: it was held, or the command was interrupted.
 * @returns undefined when there is none
 */
export async function withdraw(
  { service, environment }: Pick<Order, 'service' | 'environment'>,
  { driver, record, now = Date.now }: World,
): Promise<Release | undefined> {
  const last = record.of(environment, service).at(-1);
  if (!last || last.ending) return undefined;
  const running = await driver.running(service);
  const isLast = ({ release }: Instance) => release === last.number;
  const old = running.filter((one) => !isLast(one));
  if (old.length) await driver.route(service, sharesOf(undefined, old, 0));
  for (const instance of running.filter(isLast)) await driver.stop(instance);
  record.end(last, {
    outcome: 'withdrawn',
    because: 'an operator withdrew it',
    at: new Date(now()).toISOString(),
  });
  return last;
}

class Held extends Error {}
class Withdrawn extends Error {}

class Deployment {
  private readonly history: RecordedRelease[];
  private readonly now;
  private readonly pause;
  private isLive = false;

  constructor(
    private readonly order: Order,
    private readonly around: World,
  ) {
    this.history = around.record.of(order.environment, order.service);
    this.now = around.now ?? Date.now;
    this.pause = around.pause ?? sleep;
  }

  async run(): Promise<Release> {
    const { service, environment, isDryRun } = this.order;
    await this.step('contracts', () => this.checkContracts());
    const release = await this.step('artefact', () => this.release());
    const due = await this.step('schema', () => this.dueMigrations(release));
    if (isDryRun) {
      this.around.say(
        `Nothing is done: without --dry-run, ${nameOf(release.number)} of ${service} starts now.`,
      );
      return release;
    }
    this.begin(release);
    const old = (await this.around.driver.running(service)).filter(
      ({ release: number }) => number !== release.number,
    );
    let mine: Instance | undefined;
    try {
      if (due.length) await this.step('migrate', () => this.around.driver.migrate(release));
      // It takes no events before its turn, and whoever names it by its header gets it.
      if (old.length)
        await this.around.driver.route(service, sharesOf(this.around.driver.destination(release), old, 0));
      mine = await this.step('start', () => this.start(release));
      await this.step('ready', () => this.ready(mine!));
      await this.step('smoke', () => this.smoke(mine!, release));
      await this.step('traffic', () => this.shift(mine!, old));
      await this.step('record', () => this.goLive(release));
      await this.step('drain', () => this.drain(mine!, old));
    } catch (error) {
      await this.undo(error as Error, release, mine, old);
    }
    this.around.say(`${service} ${nameOf(release.number)} is live in ${environment}.`);
    return release;
  }

  private async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const began = this.now();
    try {
      const result = await work();
      this.around.say(`ok    ${name}  ${((this.now() - began) / 1_000).toFixed(1)} s`);
      return result;
    } catch (error) {
      if (error instanceof Held || error instanceof Withdrawn) throw error;
      throw new DeploymentFailed(`${name}: ${(error as Error).message}`, { cause: error });
    }
  }

  private async checkContracts(): Promise<void> {
    const { service, revision, environment } = this.order;
    const broken = await this.around.contractsBroken(service, revision, environment);
    if (broken.length)
      throw new UserError(
        `${service} at ${revision} must not be deployed to ${environment}:\n  ${broken.join('\n  ')}`,
      );
  }

  /** The release of an interrupted deployment of the same, or a new one. */
  private async release(): Promise<Release> {
    const { service, environment, revision, bringsBack } = this.order;
    const { driver, contractsAt } = this.around;
    const last = this.history.at(-1);
    if (last && !last.ending && last.revision === revision && last.bringsBack === bringsBack?.number)
      return last;
    const { settings, secrets } = await driver.configuration(service); // it may lack something, and an image takes minutes
    const image = bringsBack?.image ?? (await driver.image(service, revision));
    return {
      service,
      environment,
      number: (last?.number ?? 0) + 1,
      revision,
      image,
      settings: bringsBack?.settings ?? settings,
      secrets: bringsBack?.secrets ?? Object.keys(secrets).toSorted(),
      contracts: bringsBack?.contracts ?? (await contractsAt(service, revision)),
      migrations: (await driver.schema(service, image)).known,
      ...(bringsBack && { bringsBack: bringsBack.number }),
      at: new Date(this.now()).toISOString(),
    };
  }

  /** @throws UserError when a migration takes away what a running release needs, or has taken away what this one needs */
  private async dueMigrations(release: Release): Promise<string[]> {
    const { service, image, number } = release;
    const { missing: due, known, unknown = [] } = await this.around.driver.schema(service, image);
    const [lost] = conflicts(unknown, [{ number, migrations: known }]);
    if (lost)
      throw new UserError(
        `${lost.migration} has run, and took away what ${service} at ${release.revision.slice(0, 12)} needs: deploy a release that does without it.`,
      );
    const [conflict] = conflicts(due, due.length ? await this.running(release) : []);
    if (conflict)
      throw new UserError(
        `${conflict.migration} takes away what ${startedAs(service, conflict.release)} still needs: ` +
          'deploy a release first that does without it, and then this one.',
      );
    return due;
  }

  /** What runs beside a release, with the migrations that it knows; what was never recorded tells them itself. */
  private async running({
    service,
    number: mine,
  }: Release): Promise<Pick<RecordedRelease, 'number' | 'migrations'>[]> {
    const { driver } = this.around;
    const others = (await driver.running(service)).filter(({ release }) => release !== mine);
    return Promise.all(
      others.map(
        async ({ release: number, image }) =>
          this.history.find((one) => one.number === number) ?? {
            number,
            migrations: (await driver.schema(service, image)).known,
          },
      ),
    );
  }

  /** Records the release, and ends the deployment of another one that was interrupted. */
  private begin(release: Release): void {
    const last = this.history.at(-1);
    if (last && !last.ending && last.number !== release.number)
      this.end(last, 'failed', `${nameOf(release.number)} was deployed instead`);
    if (last?.number !== release.number) this.around.record.add(release);
  }

  private async start(release: Release): Promise<Instance> {
    const { driver } = this.around;
    const running = await driver.running(release.service);
    const configuration = await driver.configuration(release.service);
    const missing = release.secrets.filter((name) => !(name in configuration.secrets));
    if (missing.length)
      throw new UserError(`the environment has no ${missing.join(', ')}: set it, and try again`);
    return (
      running.find((one) => one.release === release.number) ??
      driver.start(release, { settings: release.settings, secrets: configuration.secrets })
    );
  }

  /** @throws UserError when it stays unready, after its last words */
  private async ready(instance: Instance): Promise<void> {
    const { driver, say, readyMs = READY_MS } = this.around;
    const isReady = async () => {
      const answer = await ask(`${instance.url}/health/ready`);
      if (!answer.ok) throw new UserError(`it is not ready: ${(await answer.text()).slice(0, 500)}`);
      return true;
    };
    await untilReady(instance.name, isReady, readyMs, undefined, LOOK_MS / 5).catch(
      async (error: unknown) => {
        const lines = await driver.lastWords(instance).catch(() => []);
        for (const line of lines) say(`      ${line}`);
        throw error;
      },
    );
  }

  /** What answers is what was built, by its commit, its release and its contracts, and keeps its pacts as far as it can be asked. */
  private async smoke({ url }: Instance, release: Release): Promise<void> {
    const info = (await (await ask(`${url}/info`)).json()) as Record<string, unknown>;
    const expected = {
      revision: release.revision,
      release: nameOf(release.number),
      contracts: release.contracts,
    };
    for (const [name, value] of Object.entries(expected))
      if (JSON.stringify(info[name]) !== JSON.stringify(value))
        throw new UserError(
          `/info has the ${name} ${JSON.stringify(info[name])}, not ${JSON.stringify(value)}`,
        );
    const { driver, pactsOf, say } = this.around;
    const { service, revision } = release;
    const tokenOf = (caller: string) => driver.token(caller, service);
    const replayed = await replay(pactsOf(service, revision), url, tokenOf);
    linesOf(replayed).forEach((line) => say(`      ${line}`));
    if (replayed.broken.length) throw new UserError(`a pact is broken:\n  ${replayed.broken.join('\n  ')}`);
  }

  /** Gives the release more and more of the traffic, as long as it is no worse than the old one. */
  private async shift(mine: Instance, old: readonly Instance[]): Promise<void> {
    const { service, stages, watchMs, patienceMs } = this.order;
    const [monitor] = (await this.around.driver.running('monitor')).slice(-1);
    if (!monitor) throw new UserError('monitor does not run: start it, and try again');
    const look = () => this.look(mine, old, monitor);
    const first = await look();
    const beganToShift = this.now();
    let warm: Look | undefined;
    let judgement: Judgement = { is: 'undecided', because: '' };
    for (const percent of old.length ? stages : [100]) {
      await this.around.driver.route(service, sharesOf(mine, old, percent));
      const began = this.now();
      do {
        await this.pause(LOOK_MS);
        const newest = await look();
        if (this.now() - beganToShift >= WARM_UP_MS) warm ??= newest;
        judgement = this.judge(first, warm ?? newest, newest);
        if (judgement.is === 'bad') throw new Withdrawn(judgement.because);
        if (this.now() - began > Math.max(watchMs, patienceMs)) throw new Held(judgement.because);
      } while (old.length && (judgement.is === 'undecided' || this.now() - began < watchMs));
      this.around.say(`      ${percent} %: ${judgement.because || 'there is no release to compare it with'}`);
    }
  }

  private judge(before: Look, warm: Look, after: Look): Judgement {
    const { minimum } = this.order;
    const window = since(before.old, after.old);
    const hasOldTraffic = window.requests + window.handled >= minimum.requests;
    const durationsOf = (of: 'old' | 'canary') => since(warm[of], after[of]).durations;
    return judge(
      {
        old: hasOldTraffic ? { ...window, durations: durationsOf('old') } : after.old,
        canary: { ...since(before.canary, after.canary), durations: durationsOf('canary') },
        steps: {
          judged: after.steps.judged - before.steps.judged,
          missing: after.steps.missing - before.steps.missing,
        },
        stepsBefore: before.steps,
      },
      minimum,
    );
  }

  private async look(mine: Instance, old: readonly Instance[], monitor: Instance): Promise<Look> {
    const { driver } = this.around;
    const figures = async (one: Instance) => figuresIn(await driver.metrics(one));
    const [canary, steps, ...others] = await Promise.all([
      figures(mine),
      driver.metrics(monitor).then((text) => stepsIn(text, this.order.service)),
      ...old.map(figures),
    ]);
    return { canary, steps, old: others.reduce(together, NOTHING) };
  }

  private async goLive(release: Release): Promise<void> {
    const { service, revision, environment } = release;
    await this.around.deployed(service, revision, environment);
    this.end(release, 'live', 'it was no worse than the release before it');
    this.isLive = true;
  }

  /** Ends what is asked nothing any more. */
  private async drain(mine: Instance, old: readonly Instance[]): Promise<void> {
    const { driver } = this.around;
    for (const instance of old) {
      let last = -1;
      await eventually(
        async () => {
          const { requests } = figuresIn(await driver.metrics(instance));
          const isIdle = requests === last;
          last = requests;
          return isIdle;
        },
        DRAIN_MS,
        LOOK_MS,
      ).catch(() => this.around.say(`      ${instance.name} is still asked, and is stopped all the same`));
      await driver.stop(instance);
    }
    if (old.length) await driver.route(this.order.service, sharesOf(mine, [], 100));
  }

  /** @throws DeploymentFailed always */
  private async undo(
    error: Error,
    release: Release,
    mine: Instance | undefined,
    old: readonly Instance[],
  ): Promise<never> {
    const { driver, say } = this.around;
    const name = `${release.service} ${nameOf(release.number)}`;
    if (error instanceof Held)
      throw new DeploymentFailed(
        `${name} is held: ${error.message}. It keeps its share; the same command goes on, and npm run rollback withdraws it.`,
        { cause: error },
      );
    if (this.isLive) throw new DeploymentFailed(`${name} is live, but ${error.message}`, { cause: error });
    if (old.length) await driver.route(release.service, sharesOf(undefined, old, 0));
    if (mine) await driver.stop(mine);
    const isBad = error instanceof Withdrawn;
    this.end(release, isBad ? 'withdrawn' : 'failed', error.message);
    say(
      `${name} is ${isBad ? 'rolled back' : 'stopped'}${old.length ? ', and the release before it gets every request' : ''}.`,
    );
    throw new DeploymentFailed(isBad ? `${name} was rolled back: ${error.message}.` : error.message, {
      cause: error,
    });
  }

  private end(release: Release, outcome: Ending['outcome'], because: string): void {
    this.around.record.end(release, { outcome, because, at: new Date(this.now()).toISOString() });
  }
}

const startedAs = (service: string, number: number): string =>
  number ? `${nameOf(number)} of ${service}` : `the ${service} that compose has started`;

interface Look {
  canary: Figures;
  old: Figures;
  steps: Steps;
}

const NOTHING: Figures = { requests: 0, failures: 0, refusals: 0, durations: [], handled: 0, unhandled: 0 };

function together(one: Figures, other: Figures): Figures {
  const counts = new Map(one.durations);
  return {
    requests: one.requests + other.requests,
    failures: one.failures + other.failures,
    refusals: one.refusals + other.refusals,
    durations: other.durations.map(([upTo, count]) => [upTo, count + (counts.get(upTo) ?? 0)] as const),
    handled: one.handled + other.handled,
    unhandled: one.unhandled + other.unhandled,
  };
}

/** The shares of all instances: what the new one leaves is divided among the old ones, in whole numbers. */
export function sharesOf(
  mine: Destination | undefined,
  old: readonly Destination[],
  percent: number,
): Share[] {
  const left = 100 - percent;
  const each = Math.floor(left / Math.max(1, old.length));
  const shares = old.map((instance, at) => ({
    instance,
    percent: at === 0 ? left - each * (old.length - 1) : each,
  }));
  return [...shares, ...(mine ? [{ instance: mine, percent }] : [])];
}
