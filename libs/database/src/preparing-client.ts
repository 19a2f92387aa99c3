import { Client } from 'pg';

/** What gives back columns of a table is parsed each time: a migration may add one under a running service. */
const GIVES_COLUMNS = /\b(from|returning)\b/i;
/** So that texts which are never the same twice do not fill the server's memory. */
const MOST_PREPARED = 100;

/** A connection on which PostgreSQL parses and plans once what writes with parameters, or only calls a function. */
export class PreparingClient extends Client {
  private readonly names = new Map<string, string>();

  override query(text: any, values?: any): any {
    const name = values?.length && !GIVES_COLUMNS.test(text) && this.nameOf(text);
    return name ? super.query({ name, text, values }) : super.query(text, values);
  }

  private nameOf(text: string): string | undefined {
    if (!this.names.has(text) && this.names.size < MOST_PREPARED)
      this.names.set(text, `prepared ${this.names.size}`);
    return this.names.get(text);
  }
}
