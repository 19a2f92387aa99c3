import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';

/** What refuses with 429: the type of its problem, or the status itself outside of that type. */
const REFUSES = /TooManyRequests\.refusal\(|^(?!\s*(\/?\*|\/\/)).*(?<!status: )\b429\b[,)]/m;

describe('every answer 429', () => {
  it('names the exhausted policy: nothing but limitExhausted() refuses with it', () => {
    const files = globSync(['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts']);
    const refusing = files.filter((file) => REFUSES.test(readFileSync(file, 'utf8')));
    expect(refusing).toEqual(['libs/service/src/exhausted.ts']);
  });

  it.each(["throw new Refusal('full', 'Full.', 429);", "throw TooManyRequests.refusal('Full.');"])(
    'is found when it does not: %s',
    (line) => expect(line).toMatch(REFUSES),
  );
});
