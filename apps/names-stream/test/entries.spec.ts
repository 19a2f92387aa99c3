import { describe, expect, it } from '@jest/globals';
import { entriesOf } from '../src/entries.js';
import { NamesStreamConfig } from '../src/names-stream.config.js';

describe('an addition to the log', () => {
  it('gets the next free offsets, in the order of its names', () => {
    const names = [
      { name: 'AVA', count: 3 },
      { name: 'ISLA', count: 2 },
    ];
    const entries = entriesOf({ at: '2026-01-01T01:00:00.1234+01:00', sex: 'female', names }, 41);
    expect(entries.map((entry) => JSON.stringify(entry))).toEqual([
      '{"offset":42,"name":"AVA","sex":"female","count":3,"at":"2026-01-01T00:00:00.123Z"}',
      '{"offset":43,"name":"ISLA","sex":"female","count":2,"at":"2026-01-01T00:00:00.123Z"}',
    ]);
  });
});

describe('the allowed origins', () => {
  const schema = NamesStreamConfig.schema.shape.ALLOWED_ORIGINS;

  it.each([
    [undefined, []],
    ['https://names.example', ['https://names.example']],
    ['*', ['*']],
    ['http://127.0.0.1:4023, https://names.example,', ['http://127.0.0.1:4023', 'https://names.example']],
  ])('%p are %p', (text, origins) => {
    expect(schema?.safeParse(text).data).toEqual(origins);
  });

  it.each(['names.example', 'https://names.example/', 'https://names.example/a', '*.example', 'null'])(
    'cannot be %p',
    (text) => {
      expect(schema?.safeParse(text)).toMatchObject({
        error: { issues: [{ message: expect.stringContaining('takes origins') }] },
      });
    },
  );
});
