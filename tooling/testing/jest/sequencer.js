import TestSequencer from '@jest/test-sequencer';
import { createHash } from 'node:crypto';

/** The kinds of tests that begin first, because they take longest. */
const FIRST = ['e2e-spec.ts', '.service-spec.ts'];

/** Orders files by their kind, and within a kind at random by the seed of the run. */
export default class Sequencer extends TestSequencer {
  constructor(options) {
    super(options);
    this.seed = options.globalConfig.seed;
  }

  sort(tests) {
    const rank = ({ path }) => createHash('md5').update(`${this.seed}${path}`).digest('hex');
    const kind = ({ path }) => FIRST.findIndex((end) => path.endsWith(end)) + 1 || FIRST.length + 1;
    return tests.toSorted((a, b) => kind(a) - kind(b) || rank(a).localeCompare(rank(b)));
  }
}
