import type { Duplex } from 'node:stream';
import { Client, type ClientConfig } from 'pg';
import { DEADLINES } from './deadlines.js';

/** A statement that returns all columns of a table is not prepared: a migration may add one while the service runs. */
const GIVES_ALL_COLUMNS = /\b(from|returning)\b/i;
const ALL = /(?<!\()\*/;
/** PostgreSQL's error when a migration has changed the type of a column that a prepared statement returns. */
const CHANGED_RESULT = '0A000';
/** Limit of prepared statements, so that texts which differ each time do not fill the server's memory. */
const MOST_PREPARED = 100;

/** The error of a connection that was destroyed because a statement had no answer. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  readonly code = 'ETIMEDOUT';

  constructor(ms: number) {
    super(`the database did not answer within ${ms} ms`);
  }
}

/**
 * A connection that prepares statements with parameters, unless they return all columns of a table. It is
 * destroyed when a statement has no answer within `query_timeout`. All its statements then fail with the same error. pg's own timeout
 * rejects the statement first, so that a pool hands the broken connection to the next caller.
 */
export class PreparingClient extends Client {
  private readonly names = new Map<string, string>();
  private readonly answerMs: number;
  private prepared = 0;
  private isGathering = false;
  private broken?: Error;

  constructor({ query_timeout: answerMs = DEADLINES.answerMs, ...config }: ClientConfig = {}) {
    super(config);
    this.answerMs = answerMs;
    // An 'error' without a listener ends the process, and pg's own errors after it do not tell its reason.
    this.on('error', (error) => (this.broken ??= error));
  }

  override query(text: any, values?: any): any {
    if (this.broken) return Promise.reject(this.broken);
    this.gather();
    const name = values?.length && mayPrepare(text) && this.preparedNameOf(text);
    const answer: Promise<unknown> = name ? super.query({ name, text, values }) : super.query(text, values);
    const timer = setTimeout(() => this.destroy(new NoAnswer(this.answerMs)), this.answerMs);
    answer.then(
      () => clearTimeout(timer),
      ({ code }: { code?: string }) => {
        clearTimeout(timer);
        if (code === CHANGED_RESULT) this.names.delete(text); // the next time it is prepared anew
      },
    );
    return answer;
  }

  /** Closes the connection without waiting for the server. */
  destroy(error?: Error): void {
    this.stream.destroy(error);
  }

  /** Writes all that is asked at once, such as BEGIN and the first statement after it, by one system call. */
  private gather(): void {
    if (this.isGathering) return;
    this.isGathering = true;
    const { stream } = this;
    stream.cork();
    process.nextTick(() => {
      this.isGathering = false;
      stream.uncork();
    });
  }

  private get stream(): Duplex {
    return (this as unknown as { connection: { stream: Duplex } }).connection.stream;
  }

  private preparedNameOf(text: string): string | undefined {
    if (!this.names.has(text) && this.names.size < MOST_PREPARED)
      this.names.set(text, `prepared ${this.prepared++}`);
    return this.names.get(text);
  }
}

const mayPrepare = (text: string): boolean => !(GIVES_ALL_COLUMNS.test(text) && ALL.test(text));
