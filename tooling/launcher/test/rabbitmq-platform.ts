import { openBrokerAdmin } from '#libs/messaging';
import { databaseUrl, discoverServices, type Service, unlimited } from '#libs/service';
import { DEADLINE, eventually, type LaunchedProcess, LauncherFixture } from '#tooling/testing';
import { expect } from '@jest/globals';
import { RunningPlatform } from '../src/running-platform.js';
import { type OwnerUrls, withEmbeddedServers } from '../src/servers.js';
import { StatePaths } from '../src/state-paths.js';
import { Databases, violationsIn } from '../src/message-oracle.js';

/** A whole platform, started by the commands that people use, with the databases for who wants to look inside. */
export class LaunchedRabbitmqPlatform {
  launched!: LaunchedProcess;
  platform!: RunningPlatform;
  private urls!: OwnerUrls;
  private opened: Databases[] = [];

  private constructor(
    readonly fixture: LauncherFixture,
    readonly services: Service[],
  ) {}

  static async open(env: NodeJS.ProcessEnv = {}): Promise<LaunchedRabbitmqPlatform> {
    const services = await discoverServices();
    const limits = Object.assign({}, ...services.map(({ settings }) => unlimited(settings)));
    return new LaunchedRabbitmqPlatform(await LauncherFixture.open({ ...limits, ...env }), services);
  }

  async start(...options: string[]): Promise<void> {
    this.launched = await this.fixture.launch(...options);
    const paths = new StatePaths(this.fixture.data);
    this.platform = (await RunningPlatform.find(paths))!;
    this.urls = await withEmbeddedServers(paths, this.fixture.commandEnv, (urls) => Promise.resolve(urls));
  }

  async stop(): Promise<void> {
    for (const databases of this.opened.splice(0)) await databases.close();
    await this.launched.signal('SIGTERM');
  }

  async close(): Promise<void> {
    for (const databases of this.opened.splice(0)) await databases.close();
    await this.fixture.clear();
    await this.fixture.close();
  }

  databases(): Databases {
    const names = this.services.flatMap(({ name, isStateless }) => (isStateless ? [] : [name]));
    const databases = new Databases([...names, 'broker'], (name) => databaseUrl(this.urls.databases, name));
    this.opened.push(databases);
    return databases;
  }

  depth(): Promise<ReadonlyMap<string, number>> {
    return openBrokerAdmin(this.urls.broker).depth();
  }

  /** Waits until nothing is under way, and fails if an event was lost or had more than one effect. */
  async hasLostNothing(): Promise<void> {
    const databases = this.databases();
    await eventually(async () => {
      expect(await violationsIn(databases, this.services, () => this.depth())).toEqual([]);
      return true;
    }, DEADLINE);
  }
}
