import { describe, expect, it } from '@jest/globals';
import { LoyaltyConfig } from '../src/loyalty.config.js';

describe('WELCOME_POINTS', () => {
  const parse = (points: string) => LoyaltyConfig.schema.shape.WELCOME_POINTS?.safeParse(points);

  it.each(['0', '2147483647'])('may be %s, which the column of a balance holds', (points) => {
    expect(parse(points)?.data).toBe(Number(points));
  });

  it.each(['-1', '1.5', '2147483648', '9007199254740992'])('must not be %s', (points) => {
    expect(parse(points)?.success).toBe(false);
  });
});
