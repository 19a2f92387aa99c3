import { expect, it, jest } from '@jest/globals';
import { FullLog } from '../src/full-log.js';

it('a log of refusals writes a line at once, and later one for all that came since', () => {
  let now = 0;
  const warn = jest.fn();
  const log = new FullLog({ warn } as never, 'refused', () => now);
  const err = new Error('no connection');
  for (let request = 0; request < 100; request++) log.add({ err });
  expect(warn.mock.calls).toEqual([[{ refused: 1, err }, 'refused']]);
  now = 10_000;
  log.add({ reason: 'still none' });
  expect(warn).toHaveBeenLastCalledWith({ refused: 100, reason: 'still none' }, 'refused');
});
