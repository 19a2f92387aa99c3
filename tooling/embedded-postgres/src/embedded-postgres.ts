import { chown, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { asOwner, closeToPublic } from '#libs/database';
import { eventually, freePort } from '#tooling/platform';
import { explainServerFailure } from './embedded-postgres-error.js';
import { locateBinaries, locateData, provideBinaries, provideData, serverUser } from './postgres-binaries.js';
import { PostgresCluster, type PostgresServer } from './postgres-cluster.js';

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
  readonly #password: string;
  readonly #settings: Record<string, string> | undefined;
  #server: PostgresServer;
  #stopped?: Promise<void>;

  private constructor(
    cluster: PostgresCluster,
    password: string,
    settings: Record<string, string> | undefined,
    [port, server]: [number, PostgresServer],
  ) {
    this.#cluster = cluster;
    this.#password = password;
    this.#settings = settings;
    this.port = port;
    this.#server = server;
  }

  /**
   * Creates the cluster when it is missing, stops a server whose owner was killed, and resolves when the server accepts
   * connections.
   * @throws {EmbeddedPostgresError} when a running process owns the data, or PostgreSQL cannot run on it
   */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const server = { dataDir: resolve(options.dataDir), port: options.port };
    try {
      server.dataDir = await provideData(server.dataDir, options.fallbackDir);
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

  /** The folder in which {@link start} keeps the data, for tools that delete or copy it. Nothing is created. */
  static async locate({ dataDir, fallbackDir }: EmbeddedPostgresOptions): Promise<string> {
    return locateData(resolve(dataDir), fallbackDir);
  }

  /** Makes the folder around the data, for tools that copy data into it. @returns the folder of the data */
  static async provide({ dataDir, fallbackDir }: EmbeddedPostgresOptions): Promise<string> {
    return provideData(resolve(dataDir), fallbackDir);
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
    const server = new EmbeddedPostgres(cluster, password, options.settings, await launch(cluster, options));
    await server.#closeToPublic().catch(async (error) => {
      await server.stop();
      throw error;
    });
    return server;
  }

  /** No role but the superuser needs the databases that initdb makes, and every role could connect to them. */
  #closeToPublic(): Promise<void> {
    return asOwner(this.url(), async ({ query }) => {
      for (const name of ['postgres', 'template1']) await closeToPublic(query, name);
    });
  }

  /** Resolves when the server's process has ended: to a signal, or `exit code N`. */
  get ended(): Promise<string> {
    return this.#server.ended;
  }

  /**
   * Starts a server that has ended by itself again, on the same port; resolves when it accepts connections.
   * @throws {EmbeddedPostgresError} when PostgreSQL cannot run on the data any more
   */
  async restart(): Promise<void> {
    const { port } = this;
    try {
      await this.#cluster.endOrphan();
      [, this.#server] = await launch(this.#cluster, { port, settings: this.#settings });
    } catch (error) {
      throw explainServerFailure(error, { dataDir: this.dataDir, port });
    }
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
    this.#stopped ??= this.#cluster.shutDown(this.#server.pid).then(() => this.#cluster.release());
    return this.#stopped;
  }
}

/** Launches a server on the wanted port or on a free one, once what a killed server left behind has ended. */
function launch(
  cluster: PostgresCluster,
  options: Pick<EmbeddedPostgresOptions, 'port' | 'settings'>,
): Promise<[number, PostgresServer]> {
  const attempt = async (): Promise<[number, PostgresServer]> => {
    const port = options.port ?? (await freePort());
    return [port, await cluster.launch(port, options.settings)];
  };
  const mayPass = (error: unknown) =>
    ORPHANS_ARE_ENDING.test(String(error)) || (!options.port && FREE_PORT_IS_TAKEN.test(String(error)));
  return eventually(attempt, RETRY_MS, PAUSE_MS, mayPass);
}
