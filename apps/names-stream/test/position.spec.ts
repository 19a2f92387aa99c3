import { Refusal } from '#libs/messaging';
import { describe, expect, it } from '@jest/globals';
import { checkPosition, offsetOf, POSITION, positionOf } from '../src/position.js';

const entry = { offset: 42, name: 'AVA', sex: 'female', count: 1, at: new Date('2026-01-01T00:00:00.123Z') };
const another = { ...entry, at: new Date('2026-01-01T00:00:00.124Z') };

describe('a position', () => {
  it('names the offset of its entry, and tells it from the entry of another log', () => {
    expect(positionOf(entry)).toMatch(POSITION);
    expect(offsetOf(positionOf(entry))).toBe(42);
    expect(positionOf(entry)).not.toBe(positionOf(another));
  });

  it('is made whole when a reader names the offset alone', () => {
    expect(checkPosition('42', entry)).toBe(positionOf(entry));
    expect(checkPosition(positionOf(entry), entry)).toBe(positionOf(entry));
    expect(checkPosition('0', undefined)).toBe('0');
  });

  it.each([
    ['of another entry', positionOf(another), entry],
    ['beyond the end', positionOf(entry), undefined],
    ['beyond the end, as an offset', '42', undefined],
  ])('%s is refused', (_what, named, found) => {
    expect(() => checkPosition(named, found)).toThrow(Refusal);
  });
});
