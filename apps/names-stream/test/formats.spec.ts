import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { corsFor, formatFor, takeBatch } from '../src/formats.js';

const ndjson = formatFor({});
const lines = (sizes: number[]) =>
  sizes.map((size, index) => ({ offset: index + 1, position: `${index + 1}-a`, json: 'é'.repeat(size) }));

describe('the format of a stream', () => {
  it.each([
    [undefined, 'application/x-ndjson'],
    ['*/*', 'application/x-ndjson'],
    ['application/x-ndjson', 'application/x-ndjson'],
    ['text/event-stream', 'text/event-stream'],
    ['text/event-stream;charset=utf-8', 'text/event-stream'],
    ['application/x-ndjson;q=0.5, text/event-stream', 'text/event-stream'],
  ])('for a reader who accepts %p is %s', (accept, type) => {
    expect(formatFor(accept ? { accept } : {}).type).toBe(type);
  });
});

describe('a batch', () => {
  it('has as many of the first lines as fit, in order, and at least one', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1 }), fc.nat(200), (sizes, bytes) => {
        const all = lines(sizes);
        const { sent, data } = takeBatch(all, ndjson, bytes);
        expect(data.toString()).toBe(all.slice(0, sent).map(ndjson.line).join(''));
        expect(sent).toBeGreaterThan(0);
        expect(sent === 1 || data.length <= bytes).toBe(true);
        const next = all[sent] && Buffer.byteLength(ndjson.line(all[sent]));
        expect(!next || data.length + next > bytes).toBe(true);
      }),
    );
  });
});

describe('pages of another origin', () => {
  const allowed = ['https://names.example', 'http://localhost:4023'];
  const grantOf = (origin?: string) => corsFor(origin, allowed)['access-control-allow-origin'];

  it('may read the stream when the origin is allowed', () => {
    expect(allowed.map(grantOf)).toEqual(allowed);
  });

  it('may read it whatever the origin, when all are allowed', () => {
    expect(corsFor('https://any.example', ['*'])).toMatchObject({
      'access-control-allow-origin': 'https://any.example',
    });
  });

  it.each([undefined, 'https://evil.example', 'http://names.example', 'https://names.example.evil', 'null'])(
    'may not read it when the origin is %p',
    (origin) => expect(grantOf(origin)).toBeUndefined(),
  );

  it('are cached separately', () => {
    expect(corsFor(undefined, []).vary).toMatch(/Origin/);
  });
});
