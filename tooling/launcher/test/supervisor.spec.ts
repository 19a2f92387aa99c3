import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#tooling/testing';
import { type RestartLimits, RESTARTS } from '../src/backoff.js';
import { type Supervisable, Supervisor } from '../src/supervisor.js';

/** A process whose end the test decides. */
class Dummy implements Supervisable {
  readonly ended: Promise<string>;
  die!: (ending: string) => void;
  isStopped = false;

  constructor() {
    this.ended = new Promise((resolve) => (this.die = resolve));
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.die('SIGTERM');
  }
}

/** A supervised process, and what became of it. */
function supervised(limits: Partial<RestartLimits> = {}, restart = async () => new Dummy()) {
  const processes = [new Dummy()];
  const lines: string[] = [];
  const givenUp: string[] = [];
  const supervisor = new Supervisor(
    (line) => lines.push(line),
    ({ message }) => givenUp.push(message),
    { ...RESTARTS, firstPauseMs: 1, ...limits },
  );
  const { stop } = supervisor.supervise(processes[0]!, {
    name: 'alpha',
    logFile: 'alpha.log',
    restart: async () => {
      const process = await restart();
      processes.push(process);
      return process;
    },
  });
  stops.push(stop);
  return { processes, lines, givenUp, supervisor, stop };
}

const stops: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));

describe('a supervised process', () => {
  it('starts again after each death, which is told once', async () => {
    const { processes, lines } = supervised();
    processes[0]!.die('SIGKILL');
    await eventually(() => processes.length === 2);
    processes[1]!.die('exit code 1');
    await eventually(() => processes.length === 3);
    expect(lines).toEqual([
      'alpha died (SIGKILL) and starts again in 0.001 s: its log is alpha.log',
      'alpha died (exit code 1) and starts again in 0.002 s: its log is alpha.log',
    ]);
  });

  it('is given up after too many deaths in a row, of which failed restarts count', async () => {
    const { processes, lines, givenUp } = supervised({ deaths: 3 }, () =>
      Promise.reject(new Error('no room: make some')),
    );
    processes[0]!.die('SIGKILL');
    await eventually(() => givenUp.length === 1);
    expect(lines).toHaveLength(2);
    expect(givenUp).toEqual([
      'alpha died 3 times in a row (no room): read alpha.log, and fix the cause before you start again.',
    ]);
  });

  it('is not started again when it is stopped, nor during its pause', async () => {
    const running = supervised();
    await running.stop();
    const waiting = supervised({ firstPauseMs: 60_000 });
    waiting.processes[0]!.die('SIGKILL');
    await eventually(() => waiting.lines.length === 1);
    await waiting.stop();
    expect([running.lines, running.processes.length, waiting.processes.length]).toEqual([[], 1, 1]);
  });

  it('is stopped when the stop comes while it restarts', async () => {
    const restarted = new Dummy();
    let finish: (() => void) | undefined;
    const slow = () => new Promise<Dummy>((resolve) => (finish = () => resolve(restarted)));
    const { processes, stop } = supervised({}, slow);
    processes[0]!.die('SIGKILL');
    await eventually(() => finish);
    const stopping = stop();
    finish?.();
    await stopping;
    expect(restarted.isStopped).toBe(true);
  });

  it('is not started again once everything stops', async () => {
    const { processes, lines, supervisor } = supervised();
    supervisor.end();
    processes[0]!.die('SIGTERM');
    await processes[0]!.ended;
    expect([lines, processes.length]).toEqual([[], 1]);
  });
});
