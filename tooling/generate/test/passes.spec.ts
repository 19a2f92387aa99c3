import { describe, expect, it } from '@jest/globals';
import { afterPass, changedBefore } from '../src/passes.js';

describe('the files that generating changed', () => {
  it('are counted over both passes, each once', () => {
    expect(changedBefore({}, [])).toEqual([]);
    const env = afterPass({}, ['a', 'b']);
    expect(changedBefore(env, [{ file: 'b' }, { file: 'c' }])).toEqual(['a', 'b', 'c']);
    expect(changedBefore(env, [])).toEqual(['a', 'b']);
  });
});
