import { Telemetry, withCause } from '#libs/telemetry';
import { describe, expect, it } from '@jest/globals';
import { context, ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';

/** A service's telemetry, and the lines it logged. */
function logging(level = 'debug') {
  const lines: Record<string, unknown>[] = [];
  const logTo = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return { lines, telemetry: new Telemetry('alpha', level, { logTo }) };
}

describe('a log line', () => {
  it('names its service, its level and its time', () => {
    const { telemetry, lines } = logging();
    telemetry.log.info({ size: 1 }, 'it happened');
    expect(lines).toEqual([
      { level: 'info', time: expect.any(String), service: 'alpha', size: 1, msg: 'it happened' },
    ]);
    expect(new Date(lines[0]?.time as string).toISOString()).toBe(lines[0]?.time);
  });

  it('below the level is not written', () => {
    const { telemetry, lines } = logging('warn');
    telemetry.log.info('quiet');
    telemetry.log.warn('loud');
    expect(lines.map(({ msg }) => msg)).toEqual(['loud']);
  });

  it('has the ids of its business process and of its trace', async () => {
    const { telemetry, lines } = logging();
    const cause = { correlationId: 'process-1', causationId: 'request-1', actor: 'someone' };
    await context.with(withCause(ROOT_CONTEXT, cause), () =>
      telemetry.tracing.run('work', { kind: SpanKind.INTERNAL }, async (span) => {
        await Promise.resolve();
        telemetry.log.info('inside');
        const { traceId, spanId } = span.spanContext();
        expect(lines[0]).toMatchObject({
          trace_id: traceId,
          span_id: spanId,
          correlation_id: 'process-1',
          causation_id: 'request-1',
        });
        expect(lines[0]).not.toHaveProperty('actor');
      }),
    );
    telemetry.log.info('outside');
    expect(lines[1]).not.toHaveProperty('trace_id');
  });

  it.each(['authorization', 'cookie', 'password', 'token', 'secret', 'email', 'to', 'address'])(
    'shows no %s, down to the third level',
    (field) => {
      const { telemetry, lines } = logging();
      telemetry.log.info({
        [field]: 'visible',
        a: { [field]: 'visible', b: { [field]: 'visible', size: 1 } },
      });
      expect(JSON.stringify(lines)).not.toContain('visible');
      expect(lines[0]).toMatchObject({ a: { b: { size: 1 } } });
    },
  );

  it('has an error and its causes, without their other fields', () => {
    const { telemetry, lines } = logging();
    const cause = Object.assign(new TypeError('the cause'), {
      code: '23505',
      detail: 'Key (a)=(visible) exists',
    });
    const err = Object.assign(new Error('it broke', { cause }), { request: { body: 'visible' } });
    telemetry.log.error({ err }, 'failed');
    expect(lines[0]?.err).toEqual({
      type: 'Error',
      message: 'it broke',
      stack: expect.stringContaining('log.spec.ts'),
      cause: { type: 'TypeError', message: 'the cause', code: '23505', stack: expect.any(String) },
    });
    expect(JSON.stringify(lines)).not.toContain('visible');
  });

  it.each([
    ['words', 'words'],
    [undefined, 'undefined'],
    [null, 'null'],
    [7, '7'],
  ])('has %p, thrown in place of an error', (err, told) => {
    const { telemetry, lines } = logging();
    telemetry.log.error({ err }, 'failed');
    expect(lines[0]).toMatchObject({ msg: 'failed', ...(err !== undefined && { err: told }) });
  });
});
