import { ask, ChildProcess, freePort } from '#tooling/platform';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilReady } from './ready-server.js';

/** How to get the log store and its agent. */
export const GET_LOG_STORE =
  'install victoria-logs and vlagent 1.52.1 from https://docs.victoriametrics.com/victorialogs/, or run `bash .ci/parts logs` where Go is';

const find = (name: string): string | undefined =>
  [name, join(homedir(), 'go/bin', name)].find((program) => !spawnSync(program, ['--version']).error);
const STORE = find('victoria-logs');
const AGENT = find('vlagent');

/** True if the log store and its agent are installed. */
export const hasLogStore = (): boolean => Boolean(STORE && AGENT);

/**
 * Asks a log store (LogsQL).
 * @returns a line each, with its fields; the text of a line is `_msg`
 * @throws Error when it does not answer within 30 s, or refuses the query
 */
async function queryLogs(url: string, query: string): Promise<Record<string, string>[]> {
  const response = await ask(`${url}/select/logsql/query`, {
    method: 'POST',
    body: new URLSearchParams({ query }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The log store answers ${response.status} to "${query}": ${text}`);
  const lines = text.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Record<string, string>);
}

/** A real VictoriaLogs, and the agent that reads files of a folder into it. */
export class LogStore {
  private constructor(
    readonly url: string,
    private readonly processes: ChildProcess[],
    private readonly folder: string,
  ) {}

  /**
   * @param logs the folder whose `*.log` files are read
   * @throws Error when the store is not ready within 30 s
   */
  static async start(logs: string): Promise<LogStore> {
    const folder = await mkdtemp(join(tmpdir(), 'troupe-logs-'));
    const [store, agent] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
    const url = `http://${store}`;
    const processes = [
      ChildProcess.start('the log store', STORE ?? 'victoria-logs', [
        `-storageDataPath=${join(folder, 'store')}`,
        `-httpListenAddr=${store}`,
      ]),
      ChildProcess.start('the agent of the log store', AGENT ?? 'vlagent', [
        `-tmpDataPath=${join(folder, 'agent')}`,
        `-httpListenAddr=${agent}`,
        `-remoteWrite.url=${url}/insert/native`,
        `-fileCollector.glob=${join(logs, '*.log')}`,
        '-fileCollector.refreshInterval=1s',
      ]),
    ];
    const logStore = new LogStore(url, processes, folder);
    return untilReady('The log store', logStore, () => logStore.isReady());
  }

  /** The lines that have `correlationId` in their text or in a field. @throws Error as `queryLogs` does */
  async linesOf(correlationId: string): Promise<Record<string, string>[]> {
    for (const process of this.processes) process.checkAlive();
    return queryLogs(this.url, `*:${correlationId}`);
  }

  async stop(): Promise<void> {
    for (const process of this.processes.toReversed()) await process.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async isReady(): Promise<true> {
    await this.linesOf('no-such-process');
    return true;
  }
}
