import { Client } from 'pg';
import type { OnTrouble } from '../broker.js';

/** Milliseconds after which a broken connection is made again. */
const RECONNECT_MS = 1_000;

/**
 * Hears NOTIFY on the channel named after its role. Its connection can be dead without either end noticing, so it is
 * asked at intervals, and made again when it does not answer; until then polling delivers.
 */
export class PostgresListener {
  private client?: Client;
  private timer?: NodeJS.Timeout;
  private checking?: Promise<void>;
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly hear: () => void,
    private readonly onTrouble: OnTrouble,
    private readonly heartbeatMs: number,
  ) {}

  /** @throws Error when the first connection cannot be made */
  async start(): Promise<void> {
    await this.connect();
    this.checkIn(this.heartbeatMs);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.checking;
    void this.client?.end(); // the other end of a dead connection would never say goodbye
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: 5_000,
      query_timeout: this.heartbeatMs,
    });
    client.on('error', this.onTrouble);
    client.on('notification', this.hear);
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(client.user ?? '')}`);
    } catch (error) {
      void client.end();
      throw error;
    }
    if (this.stopped) return void client.end();
    this.client = client;
    client.once('end', () => {
      this.client = undefined;
      this.checkIn(RECONNECT_MS);
    });
    this.hear(); // for what was said before
  }

  private checkIn(ms: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => (this.checking = this.check()), ms);
  }

  private async check(): Promise<void> {
    try {
      if (this.client) await this.client.query('select');
      else await this.connect();
      this.checkIn(this.heartbeatMs);
    } catch (error) {
      this.onTrouble(error as Error);
      void this.client?.end();
      this.checkIn(RECONNECT_MS);
    }
  }
}
