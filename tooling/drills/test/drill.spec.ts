import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Fault } from '#tooling/faults';
import type { RunningPlatform } from '#tooling/launcher';
import { Drill, type Scene } from '../src/drill.js';
import { faultsText, outcomeText } from '../src/report.js';

type Ask = Parameters<RunningPlatform['ask']>;

const FAULT: Fault = {
  name: 'hearer-stopped',
  title: 'A consumer is stopped',
  about: '',
  service: 'loyalty',
  alert: { name: 'TargetDown', labels: { service: 'loyalty' } },
  finding: { kind: 'queue', queue: 'loyalty', atLeast: 1 },
  traffic: 'none',
  mend: '',
  turnOn: () => Promise.reject(new Error('the launcher does that')),
};
const ALERT = { alertname: 'TargetDown', severity: 'page', service: 'loyalty', owner: 'engagement' };

describe('a drill', () => {
  let isOn: boolean;
  let alerts: Record<string, string>[];
  const turn = jest.fn<(fault: string, state: 'on' | 'off') => Promise<void>>();
  const ask = jest.fn<(...call: Ask) => Promise<unknown>>();
  const firing = jest.fn<() => Promise<Record<string, string>[]>>();
  const run = (fault = FAULT, prometheus: object | undefined = { firing }, withinMs = 50) =>
    new Drill(fault, { platform: { turn, ask }, prometheus } as unknown as Scene, withinMs).run();

  beforeEach(() => {
    isOn = false;
    alerts = [ALERT];
    turn.mockReset().mockImplementation(async (_, state) => void (isOn = state === 'on'));
    ask.mockReset().mockImplementation(async () => [{ queue: 'loyalty', waiting: isOn ? 3 : 0 }]);
    firing.mockReset().mockImplementation(async () => (isOn ? alerts : []));
  });

  it('holds when the alert and the monitor announce the fault, and it ends', async () => {
    const outcome = await run();
    expect(outcome).toMatchObject({ held: true, named: ALERT, said: '3 in the queue of loyalty' });
    expect(outcomeText(outcome)).toMatch(
      /^held {4}hearer-stopped\n[^]*named: service loyalty, owner engagement\n/,
    );
    expect(turn.mock.calls).toEqual([
      ['hearer-stopped', 'on'],
      ['hearer-stopped', 'off'],
    ]);
  });

  it.each([
    ['no alert fires', () => (alerts = [])],
    ['another service is named', () => (alerts = [{ ...ALERT, service: 'postal' }])],
    ['only a ticket is opened', () => (alerts = [{ ...ALERT, severity: 'ticket' }])],
    ['the alert fires all the time', () => firing.mockImplementation(async () => alerts)],
    ['the monitor says nothing', () => ask.mockImplementation(async () => [])],
    ['the fault cannot be turned on', () => turn.mockRejectedValue(new Error('no'))],
  ])('fails when %s, and leaves the fault off', async (_, spoil) => {
    spoil();
    const outcome = await run();
    expect(outcome).toMatchObject({ held: false, problem: expect.any(String) });
    expect(outcomeText(outcome)).toMatch(/^FAILED/);
    expect(isOn).toBe(false);
  });

  it('turns the fault off again when the launcher is too slow to answer', async () => {
    let requests = 0;
    turn.mockImplementation(async (_, state) => {
      isOn = state === 'on';
      if (state === 'off' && requests++ === 0) throw new Error('not answered within 30 s');
    });
    expect(await run()).toMatchObject({ held: true });
    expect(requests).toBe(2);
  });

  it('fails when the alert does not end', async () => {
    turn.mockImplementation(async () => void (isOn = true));
    expect(await run()).toMatchObject({ held: false, problem: expect.stringContaining('TargetDown ends') });
  });

  describe('of messages that are given up', () => {
    const refused: Fault = { ...FAULT, replays: 'finance' };
    let isReplayed: boolean;
    const answer = (path: string) => {
      if (path === '/hospital/acts') {
        const done = Number(!isOn && !isReplayed);
        isReplayed = !isOn;
        return { done };
      }
      return [{ queue: 'loyalty', waiting: isReplayed ? 0 : 3 }];
    };

    beforeEach(() => {
      isReplayed = true;
      turn.mockImplementation(async (_, state) => {
        isOn = state === 'on';
        isReplayed = false;
      });
      ask.mockImplementation(async (_, path) => answer(path));
    });

    it('ends by a replay, once the fault is off', async () => {
      expect(await run(refused)).toMatchObject({ held: true });
      expect(ask).toHaveBeenCalledWith(
        'finance',
        '/hospital/acts',
        'POST',
        expect.objectContaining({ act: 'replay', all: true }),
      );
    });

    it('does not end while a replay still finds something', async () => {
      expect(
        await new Drill(refused, { platform: { turn, ask } } as unknown as Scene, 5_000).run(),
      ).toMatchObject({ held: true });
      expect(ask.mock.calls.filter(([, path]) => path === '/hospital/acts')).toHaveLength(2);
    });

    it('replays again what one request has left', async () => {
      let acts = 0;
      ask.mockImplementation(async (_, path) => {
        if (path === '/hospital/acts') {
          isReplayed = !isOn && ++acts > 1;
          return { done: acts > 2 ? 0 : 1 };
        }
        return [{ queue: 'loyalty', waiting: isReplayed ? 0 : 3 }];
      });
      expect(
        await new Drill(refused, { platform: { turn, ask } } as unknown as Scene, 5_000).run(),
      ).toMatchObject({
        held: true,
      });
    });

    it('fails without the replay', async () => {
      expect(await run(FAULT)).toMatchObject({
        held: false,
        problem: expect.stringContaining('no longer says it'),
      });
    });
  });

  it('tells two alerts of one name apart by their step', async () => {
    const step = (name: string) => ({ name: 'FlowStepMissing', labels: { step: name } });
    const fault = { ...FAULT, alert: step('charge'), alsoRaises: [step('dispatch')] };
    alerts = ['charge', 'dispatch'].map((name) => ({
      alertname: 'FlowStepMissing',
      severity: 'page',
      step: name,
    }));
    expect(Object.keys((await run(fault)).secondsToAlert).sort()).toEqual([
      'FlowStepMissing of charge',
      'FlowStepMissing of dispatch',
    ]);
  });

  it('tells what it waits for, one after the other', async () => {
    const lines: string[] = [];
    const scene = {
      platform: { turn, ask },
      prometheus: { firing },
      print: (line: string) => lines.push(line),
    };
    await new Drill(FAULT, scene as unknown as Scene, 60_000).run();
    expect(lines.map((line) => line.trim())).toEqual([
      'hearer-stopped waits up to 1 min until no other cause makes TargetDown fire',
      'hearer-stopped waits up to 1 min until the fault, which is on, is announced',
      'hearer-stopped waits up to 1 min until all is well again: the fault is off',
    ]);
  });

  it('states the alert, its runbook and how it ends', () => {
    expect(faultsText([{ ...FAULT, mend: 'Start the service.', since: null }])).toMatch(
      /Raises TargetDown, see observability\/runbooks\/target-down\.md\.\n +Start the service\.$/,
    );
  });

  it('asks the monitor alone where there is no Prometheus', async () => {
    expect(await new Drill(FAULT, { platform: { turn, ask } } as unknown as Scene, 50).run()).toMatchObject({
      held: true,
      secondsToAlert: {},
      said: '3 in the queue of loyalty',
    });
    expect(firing).not.toHaveBeenCalled();
  });
});
