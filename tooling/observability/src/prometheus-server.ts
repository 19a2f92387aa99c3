import { ChildProcess, eventually, freePort } from '#tooling/platform';
import type { Service } from '#libs/service';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { GENERATED } from './artefacts.js';
import { onThisMachine, prometheusConfig } from './prometheus.js';
import { PrometheusApi } from './prometheus-api.js';

const PROMETHEUS = 'prometheus';
const START_MS = 30_000;
/** Short intervals, so that a check waits for seconds only. */
const INTERVALS = { scrape: '1s', evaluate: '1s' };

/** True if `prometheus` is installed. */
export const hasPrometheus = (): boolean => !spawnSync(PROMETHEUS, ['--version']).error;

/** A real Prometheus that evaluates the generated rules and scrapes a running platform. */
export class PrometheusServer {
  private constructor(
    readonly api: PrometheusApi,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  /**
   * @param root the checkout whose generated rules are evaluated
   * @param offset added to the port of each service
   * @throws Error when Prometheus is not ready within 30 s
   */
  static async start(root: string, services: Service[], offset: number): Promise<PrometheusServer> {
    const folder = await mkdtemp(join(tmpdir(), 'troupe-prometheus-'));
    const config = join(folder, 'prometheus.yml');
    await copyFile(join(root, GENERATED, 'prometheus/rules.yml'), join(folder, 'rules.yml'));
    await writeFile(config, stringify(prometheusConfig(services, onThisMachine(offset), INTERVALS)));
    const address = `127.0.0.1:${await freePort()}`;
    const process = ChildProcess.start('Prometheus', PROMETHEUS, [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--enable-feature=exemplar-storage',
    ]);
    const server = new PrometheusServer(new PrometheusApi(`http://${address}`), process, folder);
    try {
      await eventually(() => server.isReady(), START_MS);
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.process.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** @throws Error with the output of Prometheus when it has ended, or when it is not ready yet */
  private isReady(): Promise<true> {
    this.process.checkAlive();
    return this.api.ready();
  }
}
