import { Pool } from 'undici';
import type { Contender } from './rounds.js';
import type { SideProcess } from './side-process.js';

/** A request, and the status of its answer. */
export interface Asked {
  method: 'GET' | 'POST';
  path: string;
  /** What is sent as JSON. */
  body?: object;
  status: number;
}

const CONNECTIONS = 16;
const HEADERS = { accept: '*/*', 'user-agent': 'troupe-ratios' };

/** Sends one kind of request to a side. */
export class Load {
  private readonly pool: Pool;
  private readonly body: string | null;
  private readonly headers: Record<string, string>;

  constructor(
    url: string,
    private readonly asked: Asked,
  ) {
    this.pool = new Pool(url, { connections: CONNECTIONS });
    this.body = asked.body ? JSON.stringify(asked.body) : null;
    this.headers = { ...HEADERS, ...(asked.body && { 'content-type': 'application/json' }) };
  }

  /** Sends so many requests, on 16 connections. @throws Error when an answer is not the expected one */
  async send(requests: number): Promise<void> {
    let left = requests;
    const connection = async () => {
      while (left-- > 0) await this.sendOne();
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  }

  private async sendOne(): Promise<void> {
    const { method, path, status } = this.asked;
    const { statusCode, body } = await this.pool.request({
      method,
      path,
      body: this.body,
      headers: this.headers,
    });
    const text = await body.text();
    if (statusCode !== status)
      throw new Error(`${method} ${path} is answered ${statusCode}, not ${status}: ${text}`);
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

/** Milliseconds of one request, by the clock, on all connections at once. */
export const clocked = (load: Load, requests: number): Contender => ({
  async measure() {
    const began = performance.now();
    await load.send(requests);
    return { ms: (performance.now() - began) / requests };
  },
});

/** A side under a load. A round measures the CPU time of one request, in milliseconds. */
export const loaded = (side: SideProcess, load: Load, requests: number): Contender => ({
  async measure() {
    const before = await side.cpu();
    await load.send(requests);
    return { cpu: ((await side.cpu()) - before) / 1_000 / requests };
  },
});
