import { provisionPlatform, type Service, unlimited } from '#libs/service';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { databaseServerAt, discoverRegistry, ServiceSettings } from '#tooling/launcher';
import { IsolatedRun, Secrets } from '#tooling/platform';
import { join } from 'node:path';
import type { Work } from './platform.js';

/** Databases and settings of services that processes start, one process after the other. */
export class Workplace {
  private constructor(
    readonly postgres: EmbeddedPostgres,
    private readonly services: readonly Service[],
    private readonly work: Work,
    private readonly run: IsolatedRun,
  ) {}

  /** @param modules where each service is */
  static async open(modules: ReadonlyMap<string, string>): Promise<Workplace> {
    const registry = await discoverRegistry();
    const services = registry.services.filter(({ name }) => modules.has(name));
    const run = await IsolatedRun.open();
    const secrets = await Secrets.open(join(run.data, 'secrets.json'));
    const postgres = await EmbeddedPostgres.start({ dataDir: join(run.data, 'postgres') });
    const server = databaseServerAt(postgres.url());
    const settings = new ServiceSettings({}, registry, secrets, server, run.portOffset);
    const ownerUrl = postgres.url();
    const work = services.map((service) => ({
      name: service.name,
      module: modules.get(service.name)!,
      env: { ...settings.of(service, service.port + run.portOffset), ...unlimited(service.settings) },
      password: secrets.password(service.name),
    }));
    const workplace = new Workplace(postgres, services, { ownerUrl, services: work }, run);
    try {
      await provisionPlatform(ownerUrl, services, (name) => secrets.password(name));
      return workplace;
    } catch (error) {
      await workplace.close();
      throw error;
    }
  }

  /** What a process needs to start some of the services. */
  workOf(names: readonly string[]): Work {
    const { ownerUrl, services } = this.work;
    return { ownerUrl, services: services.filter(({ name }) => names.includes(name)) };
  }

  /** The address of a service that was started. */
  urlOf(wanted: string): string {
    return this.run.url(this.services.find(({ name }) => name === wanted)!.port);
  }

  async close(): Promise<void> {
    await this.postgres.stop();
    await this.run.close();
  }
}
