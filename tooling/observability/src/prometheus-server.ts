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
/** Quick enough that a check need not wait. */
const PACE = { scrape: '1s', evaluate: '1s' };

/** True when `prometheus` can be run. */
export const hasPrometheus = (): boolean => !spawnSync(PROMETHEUS, ['--version']).error;

/** A real Prometheus on the generated rules, that scrapes a platform whose ports are moved by `offset`. */
export class PrometheusServer {
  private constructor(
    readonly api: PrometheusApi,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(root: string, services: Service[], offset: number): Promise<PrometheusServer> {
    const folder = await mkdtemp(join(tmpdir(), 'troupe-prometheus-'));
    const config = join(folder, 'prometheus.yml');
    await copyFile(join(root, GENERATED, 'prometheus/rules.yml'), join(folder, 'rules.yml'));
    await writeFile(config, stringify(prometheusConfig(services, onThisMachine(offset), PACE)));
    const address = `127.0.0.1:${await freePort()}`;
    const process = ChildProcess.start('Prometheus', PROMETHEUS, [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--enable-feature=exemplar-storage',
    ]);
    const server = new PrometheusServer(new PrometheusApi(`http://${address}`), process, folder);
    await eventually(() => server.api.ready(), START_MS).catch(async (error: unknown) => {
      const said = process.hasEnded ? process.checkAlive.bind(process) : () => {};
      await server.stop();
      said();
      throw error;
    });
    return server;
  }

  async stop(): Promise<void> {
    await this.process.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
