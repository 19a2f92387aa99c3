import type { ServerResponse } from 'node:http';
import { type Format, takeBatch } from './formats.js';
import { offsetOf } from './position.js';
import type { Tail } from './tail.js';

/** Bytes that a reader is sent at once; the next batch follows when the operating system has accepted all of them. */
const BATCH_BYTES = 16 * 1024;

/** How long a reader may accept nothing while the service stops, in milliseconds. */
const FAREWELL_MS = 1_000;

/** Sends the log to one reader, at the reader's own speed. */
export class Reader {
  private isOver = false;
  private hasNews = false;
  private rouse = () => {};

  private offset;

  /** @param position of the last entry that the reader has */
  constructor(
    private readonly response: ServerResponse,
    private readonly format: Format,
    private readonly position: string,
    private readonly tail: Tail,
    private readonly heartbeatMs: number,
  ) {
    this.offset = offsetOf(position);
  }

  /** Bytes that were sent, but not yet accepted by the operating system. */
  get held(): number {
    return this.response.writableLength;
  }

  /** Serves the reader until `end` is called. */
  async serve(): Promise<void> {
    await this.write(Buffer.from(this.format.opening(this.position)));
    while (!this.isOver) {
      this.hasNews = false;
      const data = await this.next();
      if (data) await this.write(data);
      else if (await this.isQuiet()) await this.write(Buffer.from(this.format.heartbeat));
    }
    this.response.end();
  }

  /** Tells the reader that the log has grown. */
  wake(): void {
    this.hasNews = true;
    this.rouse();
  }

  /** Ends the response properly, once the reader has accepted what was sent. */
  end(): void {
    this.isOver = true;
    this.wake();
  }

  /** Ends the response because the service stops, which waits less long for a slow reader than usual. */
  dismiss(): void {
    this.response.setTimeout(FAREWELL_MS);
    this.end();
  }

  private async next(): Promise<Buffer | undefined> {
    const lines = await this.tail.after(this.offset);
    if (!lines.length || this.isOver) return undefined;
    const { sent, data } = takeBatch(lines, this.format, BATCH_BYTES);
    this.offset = sent;
    return data;
  }

  /** Waits for news. Resolves to true when there was none until the next heartbeat. */
  private isQuiet(): Promise<boolean> {
    if (this.hasNews) return Promise.resolve(false);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(resolve, this.heartbeatMs, true);
    this.rouse = () => {
      clearTimeout(timer);
      resolve(false);
    };
    return promise;
  }

  private write(data: Buffer): Promise<void> {
    return new Promise((resolve) => this.response.write(data, () => resolve()));
  }
}
