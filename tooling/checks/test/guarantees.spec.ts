import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { guaranteeFindings } from '../src/docs/check-guarantees.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const SPEC = 'libs/thing/test/thing.spec.ts';

describe('the check of guarantees', () => {
  it('finds tests that do not exist or do not run, and promises without a proof', () => {
    const form =
      'names no test: write `FILE` › TITLE, several with <br> between them, or "unproved: " and why';
    expect(guaranteeFindings(join(FIXTURES, 'docs'))).toEqual([
      `docs/guarantees.md:8: ${SPEC} has no test "is kept some day": correct the title`,
      `docs/guarantees.md:9: ${SPEC} has no test "is kept for ever": correct the title`,
      `docs/guarantees.md:10: ${SPEC} has no test "is kept in a comment": correct the title`,
      `docs/guarantees.md:11: ${SPEC} has no test "a thing": correct the title`,
      'docs/guarantees.md:12: there is no file libs/thing/test/other.spec.ts: correct the path',
      `docs/guarantees.md:13: "" ${form}`,
      `docs/guarantees.md:14: "unproved" ${form}`,
    ]);
  });

  it('finds a page without a table of promises', () => {
    expect(guaranteeFindings(join(FIXTURES, 'promises'))).toEqual([
      'docs/guarantees.md: there is no table with the column "What is promised": write one',
    ]);
  });

  it('finds nothing in a repository without that page', () => {
    expect(guaranteeFindings(join(FIXTURES, 'words'))).toEqual([]);
  });
});
