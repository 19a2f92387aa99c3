import { type CommandOptions, type OptionValues, UsageError, wholeNumber } from '#tooling/platform';
import type { Order } from './deploy.js';

/** How fast a release gets traffic. */
export const PACE = {
  canary: {
    value: 'PERCENTS',
    about: 'its shares of the requests, one after the other: 5,25,50,100 unless given',
  },
  'blue-green': { about: 'gives it all requests at once; the old release is kept until it was watched' },
  watch: {
    value: 'SECONDS',
    about: 'how long each share is watched: longer than the deadlines of the steps that it might miss',
    default: '45',
  },
  patience: {
    value: 'SECONDS',
    about: 'how long a share waits for enough traffic; then the release is held',
    default: '600',
  },
  minimum: {
    value: 'N',
    about: 'how many requests and events it must have had to be judged; 0 where there is no traffic',
    default: '50',
  },
} as const satisfies CommandOptions;

const PERCENTS = [5, 25, 50, 100];

/** @throws UsageError when the shares do not rise to 100, or a number is none */
export function paceOf(
  options: OptionValues<typeof PACE>,
): Pick<Order, 'stages' | 'watchMs' | 'patienceMs' | 'minimum'> {
  return {
    stages: options['blue-green']
      ? [100]
      : options.canary === undefined
        ? PERCENTS
        : percentsIn(options.canary),
    watchMs: wholeNumber('--watch', options.watch, 0) * 1_000,
    patienceMs: wholeNumber('--patience', options.patience, 0) * 1_000,
    minimum: { requests: wholeNumber('--minimum', options.minimum, 0) },
  };
}

function percentsIn(text: string): number[] {
  const percents = text.split(',').map(Number);
  const isRising = percents.every((percent, at) => percent > (percents[at - 1] ?? 0));
  if (!isRising || !percents.every(Number.isInteger) || percents.at(-1) !== 100)
    throw new UsageError(`--canary takes whole numbers that rise to 100, such as 5,25,100, not "${text}".`);
  return percents;
}
