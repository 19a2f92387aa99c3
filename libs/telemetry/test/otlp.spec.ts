import { otlpSpans, Telemetry } from '#libs/telemetry';
import { expect, it } from '@jest/globals';
import { SpanKind } from '@opentelemetry/api';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

it('gives up an export to a collector that does not come to an end', async () => {
  const collector = createServer((_request, response) => {
    const timer = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(timer));
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const spans = otlpSpans(`http://127.0.0.1:${(collector.address() as AddressInfo).port}`, 100);
  const { tracing } = new Telemetry('alpha', 'error', { spans });
  await tracing.run('work', { kind: SpanKind.INTERNAL }, () => Promise.resolve());
  await expect(tracing.flush()).rejects.toThrow('Timeout');
  collector.closeAllConnections();
  collector.close();
});
