import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MalformedMessage, MAX_BODY_BYTES, MAX_ID_LENGTH, readMessage } from '../src/envelope.js';

const TYPE = 'thing.happened.v1';
const ATTRIBUTES = {
  specversion: '1.0',
  id: '01890000-0000-7000-8000-000000000000',
  source: '/troupe/test',
  type: TYPE,
  subject: 'test',
  time: '2026-11-20T12:00:00.000Z',
  datacontenttype: 'application/json',
  correlationid: 'one-of-many',
  causationid: 'another',
};
const read = (attributes: Record<string, unknown> = {}, body: Buffer | string = '{"a":1}') =>
  readMessage({ attributes: { ...ATTRIBUTES, ...attributes }, body: Buffer.from(body) });

describe('a message', () => {
  it('is read as its envelope and its data', () => {
    const { envelope, data } = read({ subject: 's', entityversion: 4 });
    expect(envelope).toMatchObject({ type: TYPE, subject: 's', entityversion: 4 });
    expect(data).toEqual({ a: 1 });
  });

  it('may have unknown attributes, and numbers as text, as brokers send them', () => {
    const { envelope } = read({ entityversion: '4', dataschema: 'https://example.org' });
    expect(envelope.entityversion).toBe(4);
    expect(envelope).not.toHaveProperty('dataschema');
  });

  it.each([1, 2 ** 31 - 1])('may have the version %d', (entityversion) => {
    expect(read({ entityversion }).envelope.entityversion).toBe(entityversion);
  });

  it('may have a time in any zone', () => {
    expect(read({ time: '2026-11-20T12:00:00+02:00' }).envelope.time).toBe('2026-11-20T12:00:00+02:00');
  });

  it.each<[string, unknown]>([
    ['specversion', '0.3'],
    ['id', 'one'],
    ['id', undefined],
    ['source', ''],
    ['type', 'happened'],
    ['subject', 7],
    ['time', 'yesterday'],
    ['datacontenttype', 'text/plain'],
    ['correlationid', ''],
    ['causationid', undefined],
    ...['1.5', -1, 0, '', null, 2 ** 31, 2 ** 53 - 1, Infinity].map((version): [string, unknown] => [
      'entityversion',
      version,
    ]),
    ['datasubject', { id: 1 }],
    ...['source', 'subject', 'correlationid', 'causationid', 'traceparent', 'actor', 'datasubject'].map(
      (attribute): [string, string] => [attribute, 'x'.repeat(MAX_ID_LENGTH + 1)],
    ),
    ['type', `thing.${'x'.repeat(MAX_ID_LENGTH)}.v1`],
    ['tracestate', 'x'.repeat(513)],
  ])('is malformed when its %s is %p, and the error names the attribute', (attribute, value) => {
    expect(() => read({ [attribute]: value })).toThrow(MalformedMessage);
    expect(() => read({ [attribute]: value })).toThrow(
      new RegExp(`the envelope is invalid: .*${attribute}`, 's'),
    );
  });

  it('may have 256 KB of data and no more', () => {
    const text = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2));
    expect(read({}, text(MAX_BODY_BYTES)).data).toHaveLength(MAX_BODY_BYTES - 2);
    expect(() => read({}, text(MAX_BODY_BYTES + 1))).toThrow('the body has 262145 bytes; 262144 are allowed');
  });

  it.each(['{"__proto__":{"admin":true}}', '[{"a":{"__proto__":1}}]', '{"\\u005f\\u005fproto__":1}'])(
    'is malformed when it reaches for a prototype: %s',
    (body) => expect(() => read({}, body)).toThrow('it has a key __proto__'),
  );

  it('is read, or refused as malformed, whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          read({}, Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMessage);
        }
      }),
    );
  });

  it('keeps every JSON value as it was written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__'));
        expect(read({}, text).data).toEqual(JSON.parse(text));
      }),
    );
  });
});
