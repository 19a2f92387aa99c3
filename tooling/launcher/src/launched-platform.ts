import { discoverServices, type Service, unlimited } from '#libs/service';
import { ask, ChildProcess, IsolatedRun } from '#tooling/platform';
import { join } from 'node:path';
import { Operator } from './operator.js';
import { discoverRegistry } from './registry.js';
import { StatePaths } from './state-paths.js';

const LAUNCHER = 'dist/tooling/launcher/src/start.main.js';
/** Milliseconds until it must be ready. A busy machine takes more than a minute; a launcher that ends is told at once. */
const START_MS = 180_000;
/** Milliseconds in which a service must answer one request about its health. */
const ANSWER_MS = 5_000;

/** The whole platform, as built, on ports and data of its own. Checks and load tests start it. */
export class LaunchedPlatform {
  private constructor(
    readonly services: Service[],
    private readonly run: IsolatedRun,
    private readonly launcher: ChildProcess,
  ) {}

  /**
   * Starts the platform; resolves when every service is ready.
   * @param root the root of the checkout
   * @param env the environment for one caller that sends many requests: it gets no limits per minute
   * @param withinMs the limit in milliseconds
   * @throws UserError with the last output of the launcher, when the launcher ends or the platform is not ready in time
   */
  static async start(root: string, env?: NodeJS.ProcessEnv, withinMs = START_MS): Promise<LaunchedPlatform> {
    const services = await discoverServices();
    const limits = Object.assign({}, ...services.map(({ settings }) => unlimited(settings)));
    const run = await IsolatedRun.open();
    const launcher = ChildProcess.start(
      'The launcher',
      process.execPath,
      [join(root, LAUNCHER), ...run.launchOptions],
      { env: env && { ...env, ...limits } },
    );
    const platform = new LaunchedPlatform(services, run, launcher);
    try {
      await platform.untilReady(withinMs);
      return platform;
    } catch (error) {
      await platform.stop();
      throw error;
    }
  }

  /** The data folder. */
  get data(): string {
    return this.run.data;
  }

  /** What is added to every port. */
  get portOffset(): number {
    return this.run.portOffset;
  }

  /** The process of the launcher, in which all services are. */
  get pid(): number {
    return this.launcher.pid!;
  }

  /** The address of a service. @throws Error when there is no such service */
  urlOf(name: string): string {
    const service = this.services.find((one) => one.name === name);
    if (!service) throw new Error(`There is no service ${name}: check the name.`);
    return this.run.url(service.port);
  }

  /** A token with the role operator, which is valid for some minutes at every service. @throws UserError when there is none */
  async operatorToken(): Promise<string> {
    return new Operator(new StatePaths(this.data, this.portOffset), await discoverRegistry()).tokenForAll();
  }

  /** Stops the platform, deletes its data and releases its ports. */
  async stop(): Promise<void> {
    await this.launcher.stop();
    await this.run.close();
  }

  private async untilReady(withinMs: number): Promise<void> {
    const waited = this.services.map(({ name }) => name);
    await this.launcher.untilReady(async () => {
      for (; waited[0]; waited.shift()) {
        const { status } = await ask(`${this.urlOf(waited[0])}/health/ready`, {}, ANSWER_MS);
        if (status !== 200) throw new Error(`${waited[0]} is not ready: ${status}`);
      }
      return true;
    }, withinMs);
  }
}
