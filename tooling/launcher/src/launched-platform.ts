import { discoverServices, type Service, unlimited } from '#libs/service';
import { ChildProcess, eventually, HOST } from '#tooling/platform';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LAUNCHER = 'dist/tooling/launcher/src/start.main.js';
const START_MS = 60_000;
const STARTS = 5;
/** Offsets from here on leave the ports of a platform that somebody works with alone. */
const OFFSETS = { first: 1_000, step: 100, count: 250 };

/** The whole platform, as built, started for a check: on ports and data of its own. */
export class LaunchedPlatform {
  private constructor(
    readonly services: Service[],
    readonly offset: number,
    private readonly launcher: ChildProcess,
    private readonly folder: string,
  ) {}

  /**
   * @param env where more calls come from one address than from people: no limit a minute is in the way
   * @throws Error with what the launcher said, when it does not come up
   */
  static async start(root: string, env?: NodeJS.ProcessEnv): Promise<LaunchedPlatform> {
    const services = await discoverServices();
    const limits = Object.assign({}, ...services.map(({ settings }) => unlimited(settings)));
    for (let start = 1; ; start++) {
      const platform = await LaunchedPlatform.launch(root, services, env && { ...env, ...limits });
      try {
        await platform.ready();
        return platform;
      } catch (error) {
        await platform.stop();
        if (start === STARTS || !/not free/.test(String(error))) throw error;
      }
    }
  }

  private static async launch(
    root: string,
    services: Service[],
    env?: NodeJS.ProcessEnv,
  ): Promise<LaunchedPlatform> {
    const folder = await mkdtemp(join(tmpdir(), 'troupe-check-'));
    await chmod(folder, 0o755); // PostgreSQL may run as another user
    const offset = OFFSETS.first + OFFSETS.step * Math.floor(Math.random() * OFFSETS.count);
    const args = [join(root, LAUNCHER), '--port-offset', String(offset), '--data', folder];
    const launcher = ChildProcess.start('the launcher', process.execPath, args, { env });
    return new LaunchedPlatform(services, offset, launcher, folder);
  }

  /** @throws Error when there is no such service */
  urlOf(name: string): string {
    const service = this.services.find((one) => one.name === name);
    if (!service) throw new Error(`there is no service ${name}`);
    return `http://${HOST}:${service.port + this.offset}`;
  }

  async stop(): Promise<void> {
    await this.launcher.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + START_MS;
    for (const { name } of this.services) {
      await eventually(async () => {
        if (this.launcher.hasEnded) return true;
        const { status } = await fetch(new URL('/health/ready', this.urlOf(name)));
        if (status !== 200) throw new Error(`${name} is not ready: ${status}`);
        return true;
      }, deadline - Date.now());
      this.launcher.checkAlive();
    }
  }
}
