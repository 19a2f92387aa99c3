import TestSequencer from '@jest/test-sequencer';
import { createHash } from 'node:crypto';

/** Files in an order of the run's seed, as Jest shuffles what is in them; the end-to-end ones, which take longest, first. */
export default class Sequencer extends TestSequencer {
  constructor(options) {
    super(options);
    this.seed = options.globalConfig.seed;
  }

  sort(tests) {
    const place = ({ path }) => createHash('md5').update(`${this.seed}${path}`).digest('hex');
    const late = ({ path }) => Number(!path.endsWith('.e2e-spec.ts'));
    return tests.toSorted((a, b) => late(a) - late(b) || place(a).localeCompare(place(b)));
  }
}
