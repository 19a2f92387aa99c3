import { chown, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError, explain } from './embedded-postgres-error.js';
import { freePort } from '#tooling/platform';
import { locateBinaries, placeBinaries, placeData, serverUser } from './postgres-binaries.js';
import { PostgresCluster } from './postgres-cluster.js';

export { EmbeddedPostgresError };

export interface EmbeddedPostgresOptions {
  /** The cluster's folder, made when missing; `<dataDir>.log`, `.password` and `.owner` lie next to it. */
  dataDir: string;
  /** TCP port on 127.0.0.1; by default a free one. */
  port?: number;
  /** Parameters of postgresql.conf, on top of ours. */
  settings?: Record<string, string>;
  /** Where data and binaries go when root starts it and the user it lends to PostgreSQL cannot reach theirs; default /var/tmp. */
  fallbackDir?: string;
}

/** Milliseconds in which a start is repeated while a killed server's last processes go, or a free port is snatched. */
const RETRY_DEADLINE = 10_000;

/** A PostgreSQL server of our own, from the binaries that npm installed: one cluster, TCP on 127.0.0.1, scram passwords. */
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
   * Makes the cluster when it is missing, ends a server that a killed owner left behind, and resolves when connections are accepted.
   * @throws {EmbeddedPostgresError} when a living process owns the data, or PostgreSQL cannot run on it.
   */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const place = { dataDir: resolve(options.dataDir), port: options.port };
    try {
      place.dataDir = await EmbeddedPostgres.locate(options);
      const cluster = new PostgresCluster(
        await placeBinaries(locateBinaries(), options.fallbackDir),
        place.dataDir,
      );
      await cluster.claim();
      return await EmbeddedPostgres.#run(cluster, options).catch(async (error) => {
        await cluster.release();
        throw error;
      });
    } catch (error) {
      throw explain(error, place);
    }
  }

  /** Where {@link start} would put the data, for tools that empty or copy it. */
  static async locate({ dataDir, fallbackDir }: EmbeddedPostgresOptions): Promise<string> {
    return placeData(resolve(dataDir), fallbackDir);
  }

  /** Hands data that was copied there over to the user that PostgreSQL runs as. */
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
    for (const deadline = Date.now() + RETRY_DEADLINE; ; await sleep(20)) {
      const port = options.port ?? (await freePort());
      try {
        return new EmbeddedPostgres(cluster, password, port, await cluster.launch(port, options.settings));
      } catch (error) {
        // A killed server's last processes still hold its memory or its pid; a free port may be snatched.
        const passing = options.port
          ? /shared memory block .* is still in use|postmaster\.pid" already exists/
          : /could not bind|is still in use|postmaster\.pid" already exists/;
        if (Date.now() > deadline || !passing.test(String(error))) throw error;
      }
    }
  }

  /** Where the data lies, which is not the wanted place when the server's user cannot reach that. */
  get dataDir(): string {
    return this.#cluster.dataDir;
  }

  /** A connection URL; by default of the superuser `postgres`, whose password is known, on the database `postgres`. */
  url(
    database = 'postgres',
    role = 'postgres',
    password = role === 'postgres' ? this.#password : '',
  ): string {
    const [user, secret, name] = [role, password, database].map(encodeURIComponent);
    return `postgres://${user}:${secret}@127.0.0.1:${this.port}/${name}`;
  }

  /** Closes all connections, shuts down fast and resolves when the server is gone; may be called again. */
  stop(): Promise<void> {
    this.#stopped ??= this.#cluster.shutDown(this.#pid).then(() => this.#cluster.release());
    return this.#stopped;
  }
}
