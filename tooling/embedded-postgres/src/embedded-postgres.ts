import { chown, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { eventually, freePort } from '#tooling/platform';
import { explainServerFailure } from './embedded-postgres-error.js';
import { locateBinaries, locateData, provideBinaries, serverUser } from './postgres-binaries.js';
import { PostgresCluster } from './postgres-cluster.js';

/** How to start PostgreSQL. */
export interface EmbeddedPostgresOptions {
  /** The cluster's folder, which is created when it is missing. The files `<dataDir>.log`, `.password` and `.owner` are next to it. */
  dataDir: string;
  /** TCP port on 127.0.0.1; by default a free one. */
  port?: number;
  /** Parameters of postgresql.conf; they override those of this class. */
  settings?: Record<string, string>;
  /** The folder for data and binaries when root starts PostgreSQL as a user who cannot enter theirs; by default /var/tmp. */
  fallbackDir?: string;
}

/** Milliseconds in which a start is repeated while it fails for a reason that passes. */
const RETRY_MS = 10_000;
const PAUSE_MS = 20;

/** A killed server's last processes still hold its memory or its pid. */
const ORPHANS_ARE_ENDING = /shared memory block.* is still in use|postmaster\.pid" already exists/;
/** Another program took the port that was free a moment ago. */
const FREE_PORT_IS_TAKEN = /could not bind/;

/** A PostgreSQL server from the binaries that npm installed: one cluster, TCP on 127.0.0.1, scram passwords. */
export class EmbeddedPostgres {
  readonly port: number;
  readonly #cluster: PostgresCluster;
  readonly #pid: number;
  readonly #password: string;
  #stopped?: Promise<void>;

  private constructor(cluster: PostgresCluster, password: string, port: number, pid: number) {
    this.#cluster = cluster;
    this.#password = password;
    this.port = port;
    this.#pid = pid;
  }

  /**
   * Creates the cluster when it is missing, stops a server whose owner was killed, and resolves when the server accepts
   * connections.
   * @throws {EmbeddedPostgresError} when a running process owns the data, or PostgreSQL cannot run on it
   */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const server = { dataDir: resolve(options.dataDir), port: options.port };
    try {
      server.dataDir = await EmbeddedPostgres.locate(options);
      const native = await provideBinaries(locateBinaries(), options.fallbackDir);
      const cluster = new PostgresCluster(native, server.dataDir);
      await cluster.claim();
      return await EmbeddedPostgres.#run(cluster, options).catch(async (error) => {
        await cluster.release();
        throw error;
      });
    } catch (error) {
      throw explainServerFailure(error, server);
    }
  }

  /** The folder in which {@link start} keeps the data, for tools that delete or copy it. */
  static async locate({ dataDir, fallbackDir }: EmbeddedPostgresOptions): Promise<string> {
    return locateData(resolve(dataDir), fallbackDir);
  }

  /** Gives data that was copied into the folder to the user that PostgreSQL runs as. */
  static async adopt(options: EmbeddedPostgresOptions): Promise<void> {
    if (!serverUser) return;
    const dataDir = await EmbeddedPostgres.locate(options);
    const files = await readdir(dataDir, { recursive: true });
    for (const path of [dataDir, `${dataDir}.password`, ...files.map((name) => join(dataDir, name))])
      await chown(path, serverUser.uid, serverUser.gid);
  }

  static async #run(cluster: PostgresCluster, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    await cluster.endOrphan();
    const password = await cluster.initialise();
    const launch = async () => {
      const port = options.port ?? (await freePort());
      return new EmbeddedPostgres(cluster, password, port, await cluster.launch(port, options.settings));
    };
    const mayPass = (error: unknown) =>
      ORPHANS_ARE_ENDING.test(String(error)) || (!options.port && FREE_PORT_IS_TAKEN.test(String(error)));
    return eventually(launch, RETRY_MS, PAUSE_MS, mayPass);
  }

  /** The folder of the data. It is not the folder in the options when the server's user cannot enter that one. */
  get dataDir(): string {
    return this.#cluster.dataDir;
  }

  /** A connection URL; by default for the database `postgres` as the superuser `postgres`, with its password. */
  url(
    database = 'postgres',
    role = 'postgres',
    password = role === 'postgres' ? this.#password : '',
  ): string {
    const [user, secret, name] = [role, password, database].map(encodeURIComponent);
    return `postgres://${user}:${secret}@127.0.0.1:${this.port}/${name}`;
  }

  /** Closes all connections, shuts the server down, and resolves when it has ended. It may be called again. */
  stop(): Promise<void> {
    this.#stopped ??= this.#cluster.shutDown(this.#pid).then(() => this.#cluster.release());
    return this.#stopped;
  }
}
