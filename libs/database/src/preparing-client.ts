import { Client } from 'pg';

/** What returns rows is not among them: a migration that adds a column would break it under a running service. */
const WRITES_ONLY = /^\s*(insert|update|delete)\b(?!.*\breturning\b)/is;
/** So that texts which are never the same twice do not fill the server's memory. */
const MOST_PREPARED = 100;

/** A connection on which PostgreSQL parses and plans a statement that only writes once, not each time. */
export class PreparingClient extends Client {
  private readonly names = new Map<string, string>();

  override query(text: any, values?: any): any {
    const name = WRITES_ONLY.test(text) && this.nameOf(text);
    return name ? super.query({ name, text, values }) : super.query(text, values);
  }

  private nameOf(text: string): string | undefined {
    if (!this.names.has(text) && this.names.size < MOST_PREPARED)
      this.names.set(text, `write ${this.names.size}`);
    return this.names.get(text);
  }
}
