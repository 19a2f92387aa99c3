import TestSequencer from '@jest/test-sequencer';
import { createHash } from 'node:crypto';

/** What waits most begins first, so that nothing long is left for the end. */
const FIRST = ['.e2e-spec.ts', '.service-spec.ts'];

/** Files in an order of the run's seed, as Jest shuffles what is in them, within their kind. */
export default class Sequencer extends TestSequencer {
  constructor(options) {
    super(options);
    this.seed = options.globalConfig.seed;
  }

  sort(tests) {
    const place = ({ path }) => createHash('md5').update(`${this.seed}${path}`).digest('hex');
    const kind = ({ path }) => FIRST.findIndex((end) => path.endsWith(end)) + 1 || FIRST.length + 1;
    return tests.toSorted((a, b) => kind(a) - kind(b) || place(a).localeCompare(place(b)));
  }
}
