import { addressOf } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { corsFor, formatFor } from './formats.js';
import { NamesStreamConfig } from './names-stream.config.js';
import { ReaderLimits } from './reader-limits.js';
import { Reader } from './reader.js';
import { Tail } from './tail.js';

/** Serves all readers of this process. */
@Injectable()
export class Stream implements OnModuleDestroy {
  private readonly readers = new Set<Reader>();
  private readonly letGo;
  private isStopping = false;

  constructor(
    private readonly tail: Tail,
    private readonly limits: ReaderLimits,
    private readonly config: NamesStreamConfig,
    private readonly telemetry: Telemetry,
  ) {
    const { metrics } = telemetry;
    this.letGo = metrics.count(
      'names_stream_readers_let_go_total',
      'Readers that were disconnected because they were too slow',
    );
    metrics.gauge('names_stream_readers', 'Readers connected now', [], async () => [[{}, this.readers.size]]);
    metrics.gauge(
      'names_stream_held_bytes',
      'Bytes sent but not yet accepted, of the reader with the most',
      [],
      async () => [[{}, Math.max(0, ...[...this.readers].map(({ held }) => held))]],
    );
  }

  /**
   * Serves the log after a position, or from its end. It writes to the response itself: through a pipe, Node would
   * buffer 64 KB in the socket in addition to what it buffers in the pipe.
   * @throws Refusal when there are too many readers (429, 503), or the position is not one of this log (410)
   */
  async open(reply: FastifyReply, named?: string): Promise<void> {
    const { raw, request } = reply;
    if (raw.destroyed) return;
    raw.once('close', this.limits.take(addressOf(request)));
    const end = await this.tail.end();
    const position = await this.tail.position(named ?? String(end));
    const format = formatFor(request.headers);
    void reply.headers({ ...this.headersFor(request.headers.origin), 'content-type': format.type });
    reply.hijack();
    raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
    if (request.method === 'HEAD') return void raw.end();
    if (raw.destroyed) return;
    this.serve(new Reader(raw, format, position, this.tail, this.config.HEARTBEAT), raw, end);
  }

  /** Runs before the server waits for its connections to end. */
  onModuleDestroy(): void {
    this.isStopping = true;
    for (const reader of this.readers) reader.dismiss();
  }

  private serve(reader: Reader, raw: ServerResponse, end: number): void {
    this.readers.add(reader);
    this.tail.follow(end, () => this.readers.forEach((each) => each.wake()));
    raw.once('close', () => this.leave(reader));
    // Node's timeout means that nothing moved on the connection. That is fine unless data waits.
    raw.setTimeout(this.config.SLOW_READER_TIMEOUT, () => {
      if (!reader.held) return;
      this.letGo.add();
      raw.destroy();
    });
    if (this.isStopping) reader.dismiss();
    reader.serve().catch((err: unknown) => {
      this.telemetry.log.warn(
        { err },
        'the log cannot be read; a reader is disconnected and has to reconnect',
      );
      raw.destroy();
    });
  }

  private leave(reader: Reader): void {
    this.readers.delete(reader);
    reader.end();
    if (!this.readers.size) this.tail.rest();
  }

  private headersFor(origin?: string): Record<string, string> {
    return {
      ...corsFor(origin, this.config.ALLOWED_ORIGINS),
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      // A stream ends with its connection, which serves no other request.
      connection: 'close',
    };
  }
}
