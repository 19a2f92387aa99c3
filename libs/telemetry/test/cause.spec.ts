import { causeOf, isCorrelationId, newId, traceContextOf, traceHeaders, withCause } from '#libs/telemetry';
import { describe, expect, it } from '@jest/globals';
import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';

const cause = { correlationId: 'process-1', causationId: 'request-1', actor: 'someone' };

describe('a cause', () => {
  it('is found in its own context, and in no other', () => {
    expect(causeOf(withCause(ROOT_CONTEXT, cause))).toEqual(cause);
    expect(causeOf(ROOT_CONTEXT)).toBeUndefined();
    expect(causeOf()).toBeUndefined();
  });

  it('sends its correlation ID as baggage, beside other entries and without the actor', () => {
    const baggage = propagation.createBaggage({
      other: { value: '1' },
      'correlation.id': { value: 'stale-one' },
    });
    const headers = traceHeaders(withCause(propagation.setBaggage(ROOT_CONTEXT, baggage), cause));
    expect(headers.baggage).toBe('other=1,correlation.id=process-1');
    expect(propagation.getBaggage(traceContextOf(headers))?.getEntry('correlation.id')?.value).toBe(
      'process-1',
    );
  });

  it('is overridden by a nested one', () => {
    const nearer = { correlationId: 'process-2', causationId: 'request-2' };
    expect(causeOf(withCause(withCause(context.active(), cause), nearer))).toEqual(nearer);
  });
});

describe('a correlation ID', () => {
  it.each(['12345678', 'A-b_c.d9', 'x'.repeat(64), newId()])('may be %s', (id) => {
    expect(isCorrelationId(id)).toBe(true);
  });

  it.each([
    '1234567',
    'x'.repeat(65),
    'with blank',
    'a\nb345678',
    '12345678\n',
    'ünïcödé1',
    '',
    undefined,
    12345678,
    ['12345678'],
  ])('may not be %j', (id) => {
    expect(isCorrelationId(id)).toBe(false);
  });
});

describe('a new id', () => {
  it('is a UUIDv7, later than the one before', () => {
    const ids = Array.from({ length: 1_000 }, newId);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids).toEqual([...new Set(ids)].sort());
  });
});
