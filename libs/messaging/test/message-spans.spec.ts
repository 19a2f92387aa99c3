import { message } from '#tooling/testing';
import { describe, expect, it } from '@jest/globals';
import { attemptSpan } from '../src/message-spans.js';
import type { Work } from '../src/steps/handle.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SENDER = 'b7ad6b7169203331';
const FAILURE = { at: '2026-01-01T00:00:00.000Z', error: 'Error', message: 'no' };

const work = (changes: Partial<Work>, attributes = {}): Work => {
  const sent = message('alpha.happened.v1', {});
  return {
    ...sent,
    attributes: { ...sent.attributes, traceparent: `00-${TRACE}-${SENDER}-01`, ...attributes },
    kind: 'event',
    type: 'alpha.happened.v1',
    attempts: 0,
    errors: [],
    starts: 1,
    ...changes,
  };
};

describe('the span of an attempt', () => {
  it.each([
    ['an event that was delivered', work({})],
    ['an effect that was added', work({ kind: 'effect', lease: 'now' })],
  ])('is a child of the span that sent the message: %s', (_, prompt) => {
    expect(attemptSpan('process', prompt)).toMatchObject({ root: false, links: [] });
  });

  it.each([
    ['a later attempt', work({ attempts: 1, lease: 'now' })],
    ['an event that was put off', work({ lease: 'now' })],
    ['an effect that waited for a circuit', work({ kind: 'effect', lease: 'now', waitsFor: 'carrier' })],
    ['an effect that an operator replays', work({ kind: 'effect', lease: 'now', errors: [FAILURE] })],
    ['an event that its sender delivers again', work({}, { replayid: 'r1' })],
  ])('begins a trace, with a link to that span: %s', (_, late) => {
    const { root, links, attributes } = attemptSpan('process', late);
    expect(root).toBe(true);
    expect(links).toEqual([{ context: expect.objectContaining({ traceId: TRACE, spanId: SENDER }) }]);
    expect(attributes).toMatchObject({ 'link.trace_id': TRACE, 'link.span_id': SENDER });
  });
});
