import { eventually } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SpanKind } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { hrTimeToMilliseconds } from '@opentelemetry/core';
import { MessagingFixture, newCause, type TestService, thing } from './messaging-fixture.js';

const HAPPENED = 'alpha.happened.v1';
const TOUCH = 'touch';

describe('a log line of a message', () => {
  let fixture: MessagingFixture;
  let beta: TestService;
  const lines = () => fixture.logs.filter(({ service }) => service === 'beta');
  const spans = () => fixture.spans.getFinishedSpans();
  const spanOf = ({ trace_id, span_id }: Record<string, unknown>): ReadableSpan | undefined =>
    spans().find((span) => span.spanContext().traceId === trace_id && span.spanContext().spanId === span_id);

  /** Two events, one after the other, whose handlers and effects log, fail and end in the hospital. */
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
    beta = await fixture.create('beta', {
      schedule: [10, 10],
      hears: {
        [HAPPENED]: async (data, { tx, envelope }) => {
          beta.telemetry.log.info({ event_id: envelope.id }, 'in the handler');
          if (data.note === 'fail') throw new Error('not today');
          await beta.messaging.effects.add(
            tx,
            { kind: 'effect', type: TOUCH, schema: beta.happened.schema },
            data.id,
            data,
          );
        },
      },
      effects: {
        [TOUCH]: () => {
          beta.telemetry.log.info('in the effect');
          throw new Error('not today');
        },
      },
    });
    await beta.start();
    const alpha = await fixture.start('alpha');
    for (const note of ['fail', 'pass', 'fail', 'pass'])
      await alpha.telemetry.tracing.run('POST /things', { kind: SpanKind.SERVER }, () =>
        alpha.say(thing({ note }), newCause()),
      );
    await eventually(async () => (await fixture.rows('beta', 'hospital')).length === 4);
    await eventually(
      () => lines().filter(({ msg }) => msg === 'a message went to the hospital').length === 4,
    );
    await beta.stop();
  });
  afterAll(() => fixture.close());

  it.each([
    ['in the handler', 8],
    ['in the effect', 6],
    ['event', 14],
    ['an attempt failed', 8],
    ['a message went to the hospital', 4],
  ])('has the ids of its attempt: %s', (msg, count) => {
    const found = lines().filter((line) => line.msg === msg);
    expect(found).toHaveLength(count);
    for (const line of found) expect(spanOf(line)?.name).toMatch(/^(process|run) /);
  });

  it('is written while its span lasts, and is about the same message and attempt', () => {
    for (const line of lines().filter(({ trace_id }) => trace_id)) {
      const span = spanOf(line)!;
      const at = Date.parse(String(line.time));
      expect(at).toBeGreaterThanOrEqual(Math.floor(hrTimeToMilliseconds(span.startTime)));
      expect(at).toBeLessThanOrEqual(Math.ceil(hrTimeToMilliseconds(span.endTime)));
      expect(span.attributes['correlation.id']).toBe(line.correlation_id);
      if (line.attempts) expect(span.attributes['messaging.attempt']).toBe(line.attempts);
      if (line.msg === 'in the handler') expect(span.attributes['messaging.message.id']).toBe(line.event_id);
    }
  });

  it('has no ids outside of a span', () => {
    const known = new Set<unknown>(spans().map((span) => span.spanContext().spanId));
    const strange = lines().filter(({ span_id }) => span_id && !known.has(span_id));
    expect(strange).toEqual([]);
  });
});

describe('an attempt that is not prompt', () => {
  let fixture: MessagingFixture;
  beforeAll(async () => void (fixture = await MessagingFixture.open()));
  afterAll(() => fixture.close());

  it('is a trace of its own with a link to the first one: a retry, and a replay', async () => {
    let isMended = false;
    const beta = await fixture.start('beta', {
      schedule: [10],
      hears: {
        [HAPPENED]: () => {
          if (!isMended) throw new Error('not today');
        },
      },
    });
    const alpha = await fixture.start('alpha');
    await alpha.say();
    const { id } = await eventually(async () => (await fixture.rows('beta', 'hospital'))[0]);
    isMended = true;
    await beta.messaging.hospital.replay({ kind: 'event', id }, { who: 'ann', why: 'mended' });
    const attempts = await eventually(() => {
      const found = fixture.spans.getFinishedSpans().filter(({ name }) => name === `process ${HAPPENED}`);
      return found.length === 3 ? found : undefined;
    });
    const sent = fixture.spans.getFinishedSpans().find(({ name }) => name === `send ${HAPPENED}`)!;
    const [first, ...later] = attempts;
    expect(first!.spanContext().traceId).toBe(sent.spanContext().traceId);
    expect(first!.links).toEqual([]);
    for (const span of later) {
      expect(span.parentSpanContext).toBeUndefined();
      expect(span.spanContext().traceId).not.toBe(sent.spanContext().traceId);
      expect(span.links.map(({ context }) => context.spanId)).toEqual([sent.spanContext().spanId]);
      expect(span.attributes['correlation.id']).toBe(first!.attributes['correlation.id']);
    }
    expect(new Set(attempts.map((span) => span.spanContext().traceId)).size).toBe(3);
  });
});
