import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';

describe('every answer 429', () => {
  it('names the exhausted policy: nothing but limitExhausted() refuses with it', () => {
    const files = globSync(['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts']);
    const refusing = files.filter((file) =>
      /^(?!\s*(\/?\*|\/\/)).*\b429\b[,)]/m.test(readFileSync(file, 'utf8')),
    );
    expect(refusing).toEqual(['libs/service/src/exhausted.ts']);
  });
});
