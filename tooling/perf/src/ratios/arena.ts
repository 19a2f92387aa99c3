import {
  databaseUrl,
  discoverServices,
  provisionPlatform,
  provisionService,
  type Service,
  unlimited,
} from '#libs/service';
import { asOwner } from '#libs/database';
import { openBrokerAdmin } from '#libs/messaging';
import { ROOT } from '#tooling/platform';
import { sql } from 'kysely';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SideProcess } from './side-process.js';

/** The services that are compared, and who hears them. */
const SERVICES = ['names-intake', 'names-ranking', 'names-stream', 'names-board'];
/** A limit that no measurement reaches: a million calls a minute. */
const UNLIMITED = '1000000';
/** No test of a service asks the issuer. */
const NOBODY = 'http://127.0.0.1:9';

/** Where comparisons take place: a server with the databases of the services, and a sink for spans. */
export class Arena {
  private readonly opened = new AsyncDisposableStack();
  private provisioned?: Promise<unknown>;

  private constructor(
    readonly owner: string,
    readonly services: readonly Service[],
    private readonly sink: Server,
    private readonly profiles: string | undefined,
  ) {}

  /** @param profiles the folder for CPU profiles of the sides, if there are to be any */
  static async open(owner: string, profiles?: string): Promise<Arena> {
    const services = (await discoverServices()).filter(({ name }) => SERVICES.includes(name));
    const sink = createServer((request, response) => request.resume().once('end', () => response.end()));
    sink.listen(0, '127.0.0.1');
    await once(sink, 'listening');
    const arena = new Arena(owner, services, sink, profiles);
    arena.defer(async () => sink.close().closeAllConnections());
    return arena;
  }

  /** A database with the tables of a service, under a role of its own. @returns its URL */
  async databaseLike(service: string, name: string): Promise<string> {
    await this.provision();
    const { migrations } = this.serviceNamed(service);
    await provisionService(this.owner, { name, migrations }, name);
    return databaseUrl(this.owner, name, { name, password: name });
  }

  /** Runs a statement as the owner. */
  async fill(database: string, statement: ReturnType<typeof sql>): Promise<void> {
    await this.provision();
    await asOwner(databaseUrl(this.owner, database), ({ query }) => statement.execute(query));
  }

  /** Starts a service in a process of its own, with its spans exported. @param root another checkout, which is built */
  async service(name: string, root = ROOT, env: Record<string, string> = {}): Promise<SideProcess> {
    await this.provision();
    const { settings } = this.serviceNamed(name);
    const others = Object.entries(settings)
      .filter(([, { peer, link }]) => peer ?? link)
      .map(([setting]) => [setting, NOBODY]);
    return this.start(`service ${root} ${name}`.split(' '), {
      PORT: '0',
      DATABASE_URL: databaseUrl(this.owner, name, { name, password: name }),
      BROKER_URL: openBrokerAdmin(this.owner).urlFor(name, name),
      AUTH_ISSUER: NOBODY,
      AUTH_JWKS_URL: NOBODY,
      AUTH_TOKEN_URL: NOBODY,
      CLIENT_SECRET: 'a-secret-of-the-comparison-and-of-nobody',
      OTEL_EXPORTER_OTLP_ENDPOINT: this.spansUrl,
      ...unlimited(settings),
      ...Object.fromEntries(others),
      ...env,
    });
  }

  /** Starts a baseline in a process of its own. */
  baseline(name: string, databaseUrl: string): Promise<SideProcess> {
    return this.start(['baseline', name], { ROOT, DATABASE_URL: databaseUrl, LIMIT: UNLIMITED });
  }

  /** Ends something with the comparison, whatever becomes of it; the last one first. */
  defer(end: () => Promise<unknown>): void {
    this.opened.defer(async () => void (await end()));
  }

  /** Makes the databases of the services, once; comparisons of other things do without. */
  private provision(): Promise<unknown> {
    return (this.provisioned ??= provisionPlatform(this.owner, this.services, (service) => service));
  }

  private async start(args: string[], env: Record<string, string>): Promise<SideProcess> {
    const { profiles } = this;
    const flags = profiles ? ['--cpu-prof', `--cpu-prof-dir=${join(profiles, args.at(-1)!)}`] : [];
    const side = await SideProcess.start(args, env, flags);
    this.defer(() => side.stop());
    return side;
  }

  private get spansUrl(): string {
    return `http://127.0.0.1:${(this.sink.address() as AddressInfo).port}`;
  }

  private serviceNamed(wanted: string): Service {
    return this.services.find(({ name }) => name === wanted)!;
  }

  /** Ends everything that was started. */
  async close(): Promise<void> {
    await this.opened.disposeAsync();
  }
}
