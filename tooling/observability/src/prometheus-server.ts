import { ChildProcess, freePort } from '#tooling/platform';
import type { Service } from '#libs/service';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { rulesIn } from './artefacts.js';
import { onThisMachine, prometheusConfig, type PrometheusOptions } from './prometheus.js';
import { PrometheusApi } from './prometheus-api.js';
import { untilReady } from './ready-server.js';
import { withShortWindows } from './short-windows.js';

const PROMETHEUS = 'prometheus';
/** Short intervals, so that a check waits for seconds only. */
const INTERVALS = { scrape: '1s', evaluate: '1s' };

/** True if `prometheus` is installed. */
export const hasPrometheus = (): boolean => !spawnSync(PROMETHEUS, ['--version']).error;

/** What a Prometheus of a check watches, and how. */
export interface PrometheusStart extends Pick<PrometheusOptions, 'alertmanager' | 'page' | 'runbooks'> {
  /** The checkout whose generated rules are evaluated. */
  root: string;
  services: Service[];
  /** Added to the port of each service. */
  offset: number;
  /** How many times shorter than promised the windows of the rules are. */
  shorter?: number;
  /** What else it scrapes: host and port, by the value of the label `service`. */
  extra?: Record<string, string>;
}

/** A real Prometheus that evaluates the generated rules and scrapes a running platform. */
export class PrometheusServer {
  private constructor(
    readonly api: PrometheusApi,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @throws Error when Prometheus is not ready within 30 s */
  static async start(options: PrometheusStart): Promise<PrometheusServer> {
    const folder = await mkdtemp(join(tmpdir(), 'troupe-prometheus-'));
    const address = `127.0.0.1:${await freePort()}`;
    await writeConfiguration(folder, options);
    const process = ChildProcess.start('Prometheus', PROMETHEUS, [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--enable-feature=exemplar-storage',
    ]);
    const server = new PrometheusServer(new PrometheusApi(`http://${address}`), process, folder);
    return untilReady('Prometheus', server, () => server.isReady());
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

async function writeConfiguration(
  folder: string,
  { root, services, offset, shorter, extra = {}, ...links }: PrometheusStart,
): Promise<void> {
  const rules = rulesIn(root);
  const config = prometheusConfig(services, onThisMachine(offset), { ...INTERVALS, ...links });
  const [job] = config.scrape_configs;
  for (const [service, target] of Object.entries(extra))
    job?.static_configs.push({ targets: [target], labels: { service } });
  await writeFile(join(folder, 'rules.yml'), stringify(shorter ? withShortWindows(rules, shorter) : rules));
  await writeFile(join(folder, 'prometheus.yml'), stringify(config));
}
