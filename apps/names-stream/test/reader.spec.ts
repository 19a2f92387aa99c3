import { describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { formatFor } from '../src/formats.js';
import { Reader } from '../src/reader.js';
import type { Line, Tail } from '../src/tail.js';

const HOUR_MS = 3_600_000;

/** Serves a reader with this tail, and resolves to all that was sent. */
function reading(after: (reader: Reader, offset: number) => Line[]) {
  const response = new PassThrough();
  const tail = { after: (offset: number) => Promise.resolve(after(reader, offset)) } as Tail;
  const reader = new Reader(response as unknown as ServerResponse, formatFor({}), '0', tail, HOUR_MS);
  const served = reader.serve();
  return served.then(() => String(response.read() ?? ''));
}

describe('a reader', () => {
  it('gets what is added while it looks', async () => {
    let looks = 0;
    const text = await reading((reader) => {
      if (++looks === 1)
        reader.wake(); // too late for this query
      else reader.end();
      return [];
    });
    expect([looks, text]).toEqual([2, '\n']);
  });

  it('continues after the last line that fitted', async () => {
    const all = Array.from({ length: 40 }, (_, index) => ({
      offset: index + 1,
      position: `${index + 1}-a`,
      json: 'x'.repeat(1_000),
    }));
    const asked: number[] = [];
    const text = await reading((reader, offset) => {
      asked.push(offset);
      if (offset === all.length) reader.end();
      return all.slice(offset);
    });
    expect(asked).toEqual([0, 16, 32, 40]);
    expect(text).toBe(`\n${all.map(({ json }) => `${json}\n`).join('')}`);
  });
});
