import { ask, ChildProcess, freePort } from '#tooling/platform';
import type { Service } from '#libs/service';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { alertmanagerConfig } from './alertmanager.js';
import { untilReady } from './ready-server.js';

/** Debian gives the program a name of its own. */
const PROGRAMS = ['alertmanager', 'prometheus-alertmanager'];

/** How to install Alertmanager. */
export const GET_ALERTMANAGER =
  'install it with `apt-get install prometheus-alertmanager` or `brew install alertmanager`, or from https://prometheus.io/download/';

const findAlertmanager = (): string | undefined =>
  PROGRAMS.find((program) => !spawnSync(program, ['--version']).error);

/** True if Alertmanager is installed. */
export const hasAlertmanager = (): boolean => findAlertmanager() !== undefined;

/** One alert, as a receiver is told. */
export interface Notice {
  /** The last part of the receiver's URL: the severity and the owner. */
  to: string;
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** A real Alertmanager with the generated routes, and the receiver to which all of them lead. */
export class AlertmanagerServer {
  private constructor(
    /** Host and port. */
    readonly address: string,
    /** Everything that the receiver was told, oldest first. */
    readonly notices: Notice[],
    private readonly process: ChildProcess,
    private readonly receiver: Server,
    private readonly folder: string,
  ) {}

  /** @throws Error when Alertmanager is not ready within 30 s */
  static async start(services: Pick<Service, 'owner'>[]): Promise<AlertmanagerServer> {
    const notices: Notice[] = [];
    const receiver = await listening(
      createServer((request, response) => {
        void text(request).then((body) => {
          const { alerts } = JSON.parse(body) as { alerts: Omit<Notice, 'to'>[] };
          notices.push(...alerts.map((alert) => ({ ...alert, to: (request.url ?? '').slice(1) })));
          response.end();
        });
      }),
    );
    const webhook = (severity: string, owner: string) => `${urlOf(receiver)}/${severity}/${owner}`;
    const folder = await mkdtemp(join(tmpdir(), 'troupe-alertmanager-'));
    const config = alertmanagerConfig(services, { webhook, ticketWait: '3s', groupInterval: '1s' });
    await writeFile(join(folder, 'alertmanager.yml'), stringify(config));
    const address = `127.0.0.1:${await freePort()}`;
    const process = ChildProcess.start('Alertmanager', findAlertmanager() ?? PROGRAMS[0]!, [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=', // alone
    ]);
    const server = new AlertmanagerServer(address, notices, process, receiver, folder);
    return untilReady('Alertmanager', server, () => server.isReady());
  }

  async stop(): Promise<void> {
    await this.process.stop();
    this.receiver.closeAllConnections();
    this.receiver.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The alerts that fire, with what inhibits each. */
  async alerts(): Promise<
    { labels: Record<string, string>; status: { state: string; inhibitedBy: string[] } }[]
  > {
    const response = await ask(`http://${this.address}/api/v2/alerts`);
    return (await response.json()) as Awaited<ReturnType<AlertmanagerServer['alerts']>>;
  }

  private async isReady(): Promise<true> {
    this.process.checkAlive();
    const { ok, status } = await ask(`http://${this.address}/-/ready`);
    if (!ok) throw new Error(`Alertmanager at ${this.address} is not ready: /-/ready answers ${status}.`);
    return true;
  }
}

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
