import { describe, expect, it } from '@jest/globals';
import { canonical as intake } from '../apps/names-intake/src/name.js';
import { canonical as ranking } from '../apps/names-ranking/src/name.js';
import { canonical as stream } from '../apps/names-stream/src/name.js';

/** Services share no code, so each has the form of its own. */
describe('the canonical form of a name', () => {
  it.each([
    ['names-ranking', ranking],
    ['names-stream', stream],
  ])('is the same in names-intake and %s', (_service, other) => {
    const texts = Array.from({ length: 0x30000 }, (_, point) => `a${String.fromCodePoint(point)}\u0301 b`);
    expect(texts.filter((text) => other(text) !== intake(text))).toEqual([]);
  });
});
