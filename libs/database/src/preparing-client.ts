import { Client } from 'pg';

/** A statement that returns columns of a table is not prepared: a migration may add one while the service runs. */
const GIVES_COLUMNS = /\b(from|returning)\b/i;
/** Limit of prepared statements, so that texts which differ each time do not fill the server's memory. */
const MOST_PREPARED = 100;

/** A connection that prepares statements with parameters which write or only call a function. */
export class PreparingClient extends Client {
  private readonly names = new Map<string, string>();

  override query(text: any, values?: any): any {
    const name = values?.length && !GIVES_COLUMNS.test(text) && this.preparedNameOf(text);
    return name ? super.query({ name, text, values }) : super.query(text, values);
  }

  private preparedNameOf(text: string): string | undefined {
    if (!this.names.has(text) && this.names.size < MOST_PREPARED)
      this.names.set(text, `prepared ${this.names.size}`);
    return this.names.get(text);
  }
}
