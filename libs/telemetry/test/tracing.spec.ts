import {
  correlationFromBaggage,
  Telemetry,
  traceContextOf,
  traceHeaders,
  traceIdsOf,
  withCause,
} from '#libs/telemetry';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Context, context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const REMOTE = 'b7ad6b7169203331';
const remote = traceContextOf({ traceparent: `00-${TRACE}-${REMOTE}-01`, tracestate: 'a=1' });
const cause = { correlationId: 'process-1', causationId: 'request-1' };

describe('tracing', () => {
  let exporter: InMemorySpanExporter;
  let telemetry: Telemetry;
  const run = <T>(
    options: { parent?: ReturnType<typeof traceContextOf>; root?: boolean },
    work: () => Promise<T>,
  ) => telemetry.tracing.run('work', { kind: SpanKind.INTERNAL, ...options }, work);
  const finished = () => exporter.getFinishedSpans();

  beforeEach(() => {
    exporter = new InMemorySpanExporter();
    telemetry = new Telemetry('alpha', 'error', { spans: new SimpleSpanProcessor({ exporter }) });
  });

  it('runs work in a span that ends with it and is the parent of the spans inside', async () => {
    expect(await run({}, () => run({}, () => Promise.resolve(7)))).toBe(7);
    const [inner, outer] = finished();
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
    expect(outer?.parentSpanContext).toBeUndefined();
    expect(outer?.resource.attributes['service.name']).toBe('alpha');
  });

  it('marks a span as failed by the class of the error alone', async () => {
    await expect(run({}, () => Promise.reject(new TypeError('personal words')))).rejects.toThrow(TypeError);
    await expect(run({}, () => Promise.reject('words' as never))).rejects.toBe('words');
    for (const [at, type] of ['TypeError', 'string'].entries()) {
      expect(finished()[at]).toMatchObject({
        status: { code: SpanStatusCode.ERROR },
        attributes: { 'error.type': type },
      });
    }
    expect(
      JSON.stringify(finished().map(({ attributes, events, status }) => ({ attributes, events, status }))),
    ).not.toContain('words');
  });

  it('sets the correlation ID on every span', async () => {
    await run({ parent: withCause(ROOT_CONTEXT, cause) }, () => run({}, () => Promise.resolve()));
    expect(finished().map(({ attributes }) => attributes['correlation.id'])).toEqual([
      'process-1',
      'process-1',
    ]);
  });

  it("goes on with a caller's trace", async () => {
    await run({ parent: remote }, async () => {
      expect(traceHeaders().traceparent).toMatch(new RegExp(`^00-${TRACE}-(?!${REMOTE})[0-9a-f]{16}-01$`));
      expect(traceHeaders().tracestate).toBe('a=1');
    });
    expect(finished()[0]?.parentSpanContext?.spanId).toBe(REMOTE);
  });

  it('starts a new trace for root work, in the same business process', async () => {
    await run({ parent: withCause(remote, cause), root: true }, () => Promise.resolve());
    const [span] = finished();
    expect(span?.spanContext().traceId).not.toBe(TRACE);
    expect(span?.attributes['correlation.id']).toBe('process-1');
  });

  it('separates concurrent work', async () => {
    const ids = await Promise.all(
      ['process-1', 'process-2', 'process-3'].map((correlationId) =>
        run({ parent: withCause(ROOT_CONTEXT, { ...cause, correlationId }) }, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return traceIdsOf().correlation_id;
        }),
      ),
    );
    expect(ids).toEqual(['process-1', 'process-2', 'process-3']);
  });

  it('makes ids even without an exporter, and keeps the sampling decision of the caller', async () => {
    const { tracing } = new Telemetry('beta', 'error');
    const traceparent = (parent: Context) =>
      tracing.run('work', { kind: SpanKind.INTERNAL, parent }, async () => traceHeaders().traceparent);
    expect(await traceparent(ROOT_CONTEXT)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(await traceparent(remote)).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    await tracing.flush();
  });

  it.each([
    [{}],
    [{ traceparent: 'nonsense' }],
    [{ traceparent: `00-${'0'.repeat(32)}-${REMOTE}-01` }],
    [{ baggage: '=;=' }],
  ])('ignores %j', (headers) => {
    expect(trace.getSpanContext(traceContextOf(headers))).toBeUndefined();
    expect(correlationFromBaggage(traceContextOf(headers))).toBeUndefined();
  });

  it('has no ids outside any work', () => {
    expect(traceIdsOf(context.active())).toEqual({});
  });
});
