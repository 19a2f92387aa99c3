import { eventually, freePort, issuerAway, TestEnvironment } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readOpenMetrics } from './fixtures/open-metrics.js';
import { things } from './fixtures/things.js';
import { RawConnection } from './fixtures/network.js';

const main = new URL('./fixtures/alpha.js', import.meta.url).pathname;

/** A service in a process of its own. */
class Process {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown[]>;
  out = '';
  err = '';

  constructor(env: Record<string, string>, output: StdioOptions = 'pipe') {
    this.child = spawn(process.execPath, [main], { env, stdio: output });
    this.child.stdout?.on('data', (data) => (this.out += data));
    this.child.stderr?.on('data', (data) => (this.err += data));
    this.ended = once(this.child, 'exit');
  }

  get lines(): Record<string, string>[] {
    return this.out
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, string>);
  }

  url(): Promise<string> {
    return eventually(() => this.lines.find(({ msg }) => msg === 'started')?.url);
  }

  async exitCode(): Promise<unknown> {
    const [code, signal] = await this.ended;
    return code ?? signal;
  }
}

describe('a process of one service', () => {
  let environment: TestEnvironment;
  let env: Record<string, string>;
  const processes: Process[] = [];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    await environment.start(things); // whose databases the process borrows
    env = {
      PORT: '0',
      DATABASE_URL: environment.url('things', 'things'),
      BROKER_URL: environment.brokerUrl('things'),
      ...issuerAway,
    };
  });
  afterEach(() => {
    for (const { child } of processes.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => environment.close());

  const start = (changes: Record<string, string> = {}, output?: StdioOptions) => {
    const started = new Process({ ...env, ...changes }, output);
    processes.push(started);
    return started;
  };

  it('runs one service, with the metrics of the process, and exits with 0 on SIGTERM', async () => {
    const process = start();
    const url = await process.url();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const samples = readOpenMetrics(await (await fetch(`${url}/metrics`)).text());
    const names = samples.map(({ name }) => name);
    expect(names).toContain('process_cpu_time_seconds_total');
    expect(names).toContain('nodejs_eventloop_delay_p99_seconds');
    for (const name of ['v8js_memory_heap_used_bytes', 'process_memory_usage_bytes'])
      expect(samples.some((one) => one.name === name && one.value > 0)).toBe(true);
    expect(samples.length).toBeLessThanOrEqual(400);
    process.child.kill('SIGTERM');
    expect(await process.exitCode()).toBe(0);
    expect(process.err).toBe('');
    expect(new Set(process.lines.map(({ service }) => service))).toEqual(new Set(['alpha']));
  });

  it('exits with 0 on SIGINT, even when something keeps the process open', async () => {
    const process = start({ HOLD: 'true' });
    await process.url();
    process.child.kill('SIGINT');
    expect(await process.exitCode()).toBe(0);
  });

  it('exits at once on a second signal; another one on its port does not start', async () => {
    const process = start({ REQUEST_TIMEOUT: '1h', SHUTDOWN_TIMEOUT: '1h' });
    const url = await process.url();
    const second = start({ PORT: new URL(url).port });
    expect(await second.exitCode()).toBe(1);
    expect(second.err).toContain('EADDRINUSE');
    const connection = new RawConnection(url).send('GET /health/live HTTP/1.1\r\n');
    await eventually(async () => (await fetch(`${url}/health/live`)).ok);
    process.child.kill('SIGTERM');
    await eventually(() =>
      fetch(`${url}/health/live`).then(
        () => false,
        () => true,
      ),
    );
    process.child.kill('SIGTERM');
    expect(await process.exitCode()).toBe(1);
    connection.disconnect();
  });

  it('runs on a full disk, to an exit code of 0', async () => {
    const full = openSync('/dev/full', 'a');
    const port = await freePort();
    const process = start({ PORT: String(port) }, ['ignore', full, full]);
    await eventually(async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok);
    process.child.kill('SIGTERM');
    expect(await process.exitCode()).toBe(0);
  });

  it('reports what its configuration lacks, without a stack', async () => {
    const process = start({ PORT: '', DATABASE_URL: 'nonsense' });
    expect(await process.exitCode()).toBe(1);
    expect(process.err.split('\n')).toEqual([
      'alpha cannot start:',
      expect.stringMatching(/^ {2}PORT is not set/),
      expect.stringMatching(/^ {2}DATABASE_URL takes a URL/),
      '',
    ]);
    expect(process.out).toBe('');
  });
});
