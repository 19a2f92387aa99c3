import { SpanKind } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from '@jest/globals';
import { SpanExport } from '../src/span-export.js';
import { Telemetry } from '../src/telemetry.js';

/** Keeps each batch until the test decides what becomes of it. */
class Exporter implements SpanExporter {
  readonly batches: ((code: ExportResultCode) => void)[] = [];

  export(_spans: ReadableSpan[], done: (result: { code: ExportResultCode }) => void): void {
    this.batches.push((code) => done({ code }));
  }

  shutdown = () => Promise.resolve();
}

describe('spans that are lost', () => {
  const open = () => {
    const exporter = new Exporter();
    const spans = new SpanExport(exporter, 60_000);
    const telemetry = new Telemetry('alpha', 'error', { spans, logTo: { write: () => {} } });
    const work = async (times: number) => {
      for (let time = 0; time < times; time++)
        await telemetry.tracing.run('work', { kind: SpanKind.INTERNAL }, async () => {});
    };
    const dropped = async () => {
      const { body } = await telemetry.metrics.scrape();
      const of = (reason: string) =>
        Number(new RegExp(`^spans_dropped_total\\{reason="${reason}".*\\} (\\d+)`, 'm').exec(body)?.[1]);
      return { full: of('queue full'), failed: of('export failed') };
    };
    return { exporter, spans, telemetry, work, dropped };
  };

  it('are counted when their export fails', async () => {
    const { exporter, spans, work, dropped } = open();
    expect(await dropped()).toEqual({ full: 0, failed: 0 });
    await work(3);
    const flushed = spans.forceFlush().catch(() => {});
    exporter.batches[0]!(ExportResultCode.FAILED);
    await flushed;
    expect(await dropped()).toEqual({ full: 0, failed: 3 });
  });

  it('are counted when too many wait, and only for their own service', async () => {
    const { spans, work, dropped } = open();
    const other = new Telemetry('beta', 'error', { spans, logTo: { write: () => {} } });
    await work(2_048 + 512 + 5); // one batch is being sent, and the queue is full behind it
    expect(await dropped()).toEqual({ full: 5, failed: 0 });
    expect((await other.metrics.scrape()).body).toContain(
      'spans_dropped_total{reason="queue full",service="beta"} 0',
    );
  });

  it('are none when the export succeeds', async () => {
    const { exporter, spans, work, dropped } = open();
    await work(3);
    const flushed = spans.forceFlush();
    exporter.batches[0]!(ExportResultCode.SUCCESS);
    await flushed;
    expect(await dropped()).toEqual({ full: 0, failed: 0 });
  });
});
