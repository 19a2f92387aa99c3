import { newId } from '#libs/telemetry';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

const NOTE = 'x'.repeat(300);
const HEADERS = { 'content-type': 'application/json', accept: '*/*', 'user-agent': 'troupe-compare' };
const ANSWER_MS = 10_000;
const PAUSE_MS = 20;

/** Sends things to a publisher, on as many connections as are needed. */
export class Sender {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool(url, { headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS });
  }

  /** Sends one. @returns the milliseconds until its answer @throws Error when it is not saved */
  async send(): Promise<number> {
    const began = performance.now();
    const { statusCode, body } = await this.pool.request({
      method: 'POST',
      path: '/things',
      headers: HEADERS,
      body: JSON.stringify({ id: newId(), note: NOTE }),
    });
    const text = await body.text();
    if (statusCode !== 201) throw new Error(`POST /things is answered ${statusCode}, not 201: ${text}`);
    return performance.now() - began;
  }

  /** Sends so many, always a few at once. */
  async sendAll(count: number, atOnce: number): Promise<void> {
    let left = count;
    const sendOnes = async () => {
      while (left-- > 0) await this.send();
    };
    await Promise.all(Array.from({ length: atOnce }, sendOnes));
  }

  /** Sends at a rate, however slow the answers are. @returns the milliseconds of each */
  async sendAtRate(perSecond: number, seconds: number): Promise<number[]> {
    const began = performance.now();
    const answers: Promise<number>[] = [];
    for (let at = 0; at < seconds * 1_000; at += 1_000 / perSecond) {
      await sleep(Math.max(0, began + at - performance.now()));
      answers.push(this.send());
    }
    return Promise.all(answers);
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}

/** Sends to the publisher that runs, a few at once, until it is told to stop. A dead publisher answers nothing. */
export async function sendUntil(stop: AbortSignal, sender: () => Sender, atOnce: number): Promise<void> {
  const sendOnes = async () => {
    while (!stop.aborted)
      await sender()
        .send()
        .catch(() => sleep(PAUSE_MS));
  };
  await Promise.all(Array.from({ length: atOnce }, sendOnes));
}
