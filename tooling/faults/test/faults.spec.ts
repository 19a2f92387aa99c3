import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { UserError } from '#tooling/platform';
import type { Fault, FaultyPlatform } from '../src/fault.js';
import { clearFaults, Faults } from '../src/faults.js';

const PLATFORM = {} as FaultyPlatform;

describe('the faults of a platform', () => {
  const undo = jest.fn<() => Promise<void>>();
  const turnOn = jest.fn<() => Promise<() => Promise<void>>>();
  const clear = jest.fn<() => Promise<void>>();
  let faults: Faults;
  const fault = (name: string, service: string) =>
    ({ name, title: `The ${name}`, service, turnOn, clear }) as unknown as Fault;
  const all = [fault('one', 'loyalty'), fault('two', 'loyalty'), fault('three', 'postal')];
  const isOn = (name: string) => faults.find(name)?.on;

  beforeEach(() => {
    jest.resetAllMocks();
    turnOn.mockResolvedValue(undo);
    undo.mockResolvedValue();
    faults = new Faults(PLATFORM, all);
  });

  it('are off at first, and tell since when they are on', async () => {
    expect(faults.list().map(({ on, since }) => [on, since])).toEqual(Array(3).fill([false, null]));
    const { on, since } = await faults.turnOn('one');
    expect([on, typeof since]).toEqual([true, 'string']);
    expect(await faults.turnOff('one')).toMatchObject({ on: false, since: null });
    expect(undo).toHaveBeenCalledTimes(1);
  });

  it('are turned on and off once, however often that is asked for', async () => {
    await Promise.all([faults.turnOn('one'), faults.turnOn('one')]);
    await Promise.all([faults.turnOff('one'), faults.turnOff('one')]);
    expect([turnOn.mock.calls.length, undo.mock.calls.length]).toEqual([1, 1]);
  });

  it('never change the same service twice at once', async () => {
    await faults.turnOn('one');
    await faults.turnOn('three');
    await expect(faults.turnOn('two')).rejects.toThrow(
      new UserError('"The two" changes loyalty, as "The one" does: turn that off first.'),
    );
    expect([isOn('one'), isOn('two'), isOn('three')]).toEqual([true, false, true]);
  });

  it('stay on until they can be turned off', async () => {
    await faults.turnOn('one');
    undo.mockRejectedValueOnce(new Error('not now'));
    await expect(faults.turnOff('one')).rejects.toThrow('not now');
    expect(isOn('one')).toBe(true);
    await faults.turnOff('one');
    expect(isOn('one')).toBe(false);
  });

  it('are off when they could not be turned on', async () => {
    turnOn.mockRejectedValueOnce(new Error('not possible'));
    await expect(faults.turnOn('one')).rejects.toThrow('not possible');
    expect(isOn('one')).toBe(false);
    await faults.turnOn('two');
    expect(isOn('two')).toBe(true);
  });

  it('are cleared all at the start of a launcher', async () => {
    await clearFaults(PLATFORM, all);
    expect(clear).toHaveBeenCalledTimes(3);
  });
});
