import type { ServerResponse } from 'node:http';
import { batch, type Format } from './formats.js';
import type { Tail } from './tail.js';

/** What a reader is sent at once, in bytes; the next follows when the operating system has taken all of it. */
const BATCH_BYTES = 16 * 1024;

/** How long a reader may take nothing while the service stops, in milliseconds. */
const FAREWELL_MS = 1_000;

/** Somebody who reads the log, at their own speed. */
export class Reader {
  private isOver = false;
  private hasNews = false;
  private rouse = () => {};

  /** @param position the offset up to which the reader has the log */
  constructor(
    private readonly response: ServerResponse,
    private readonly format: Format,
    private position: number,
    private readonly tail: Tail,
    private readonly heartbeatMs: number,
  ) {}

  /** Bytes that were sent and that the operating system has not taken yet. */
  get held(): number {
    return this.response.writableLength;
  }

  /** Serves the reader until somebody calls `end`. */
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

  /** The log has grown. */
  wake(): void {
    this.hasNews = true;
    this.rouse();
  }

  /** Ends the response properly, once what was sent has been taken. */
  end(): void {
    this.isOver = true;
    this.wake();
  }

  /** Ends the response because the service stops: whoever sleeps is not waited for as long as on other days. */
  dismiss(): void {
    this.response.setTimeout(FAREWELL_MS);
    this.end();
  }

  private async next(): Promise<Buffer | undefined> {
    const lines = await this.tail.after(this.position);
    if (!lines.length || this.isOver) return undefined;
    const { sent, data } = batch(lines, this.format, BATCH_BYTES);
    this.position = sent;
    return data;
  }

  /** Waits for news; true when a heartbeat's time went by without any. */
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
