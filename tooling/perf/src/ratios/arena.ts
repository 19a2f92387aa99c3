import {
  databaseUrl,
  discoverServices,
  provisionPlatform,
  provisionService,
  type Service,
} from '#libs/service';
import { asOwner } from '#libs/database';
import { openBrokerAdmin } from '#libs/messaging';
import { ROOT, settle } from '#tooling/platform';
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
  private readonly sides: SideProcess[] = [];

  private constructor(
    readonly owner: string,
    readonly services: readonly Service[],
    private readonly sink: Server,
    private readonly profiles: string | undefined,
  ) {}

  /** @param profiles the folder for CPU profiles of the sides, if there are to be any */
  static async open(owner: string, profiles?: string): Promise<Arena> {
    const services = (await discoverServices()).filter(({ name }) => SERVICES.includes(name));
    await provisionPlatform(owner, services, (service) => service);
    const sink = createServer((request, response) => request.resume().once('end', () => response.end()));
    sink.listen(0, '127.0.0.1');
    await once(sink, 'listening');
    return new Arena(owner, services, sink, profiles);
  }

  /** A database with the tables of a service, under a role of its own. @returns its URL */
  async databaseLike(service: string, name: string): Promise<string> {
    const { migrations } = this.serviceNamed(service);
    await provisionService(this.owner, { name, migrations }, name);
    return databaseUrl(this.owner, name, { name, password: name });
  }

  /** Runs a statement as the owner. */
  fill(database: string, statement: ReturnType<typeof sql>): Promise<unknown> {
    return asOwner(databaseUrl(this.owner, database), ({ query }) => statement.execute(query));
  }

  /** Starts a service in a process of its own, with its spans exported. @param root another checkout, which is built */
  service(name: string, root = ROOT, env: Record<string, string> = {}): Promise<SideProcess> {
    const { settings } = this.serviceNamed(name);
    const declared = Object.entries(settings);
    const limits = declared.filter(([, { limit }]) => limit).map(([setting]) => [setting, UNLIMITED]);
    const others = declared
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
      ...Object.fromEntries([...limits, ...others]),
      ...env,
    });
  }

  /** Starts a baseline in a process of its own. */
  baseline(name: string, databaseUrl: string): Promise<SideProcess> {
    return this.start(['baseline', name], { ROOT, DATABASE_URL: databaseUrl, LIMIT: UNLIMITED });
  }

  private async start(args: string[], env: Record<string, string>): Promise<SideProcess> {
    const { profiles } = this;
    const flags = profiles ? ['--cpu-prof', `--cpu-prof-dir=${join(profiles, args.at(-1)!)}`] : [];
    const side = await SideProcess.start(args, env, flags);
    this.sides.push(side);
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
    await settle(this.sides.map((side) => side.stop()));
    this.sink.close().closeAllConnections();
  }
}
