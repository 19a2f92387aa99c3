import { describe, expect, it } from '@jest/globals';
import { placeOf } from '../src/place.js';

const stack = (...frames: string[]) => ['Error: at apps/of/message.ts:1', ...frames].join('\n');

describe('the place of an error', () => {
  it.each([
    [
      'its first frame that is ours',
      stack(
        '    at Parser.parse (/srv/node_modules/pg-protocol/dist/parser.js:305:11)',
        '    at process.processTicksAndRejections (node:internal/process/task_queues:103:5)',
        '    at async ThingsStore.add (file:///srv/dist/apps/alpha/src/things.store.js:12:5)',
        '    at async handle (/srv/libs/messaging/src/steps/handler.ts:31:22)',
      ),
      'apps/alpha/src/things.store.js:12',
    ],
    [
      'a frame without a function',
      stack('    at /srv/libs/service/src/schema-pipe.ts:9:11'),
      'libs/service/src/schema-pipe.ts:9',
    ],
    ['unknown without one', stack('    at node:internal/timers:1:1'), null],
    ['unknown without a stack', null, null],
  ])('is %s', (_what, text, place) => {
    expect(placeOf(text)).toBe(place);
  });
});
