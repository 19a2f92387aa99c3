import type { Fault } from '#tooling/faults';
import type { RunningPlatform } from '#tooling/launcher';
import { ANSWER_MS } from '#tooling/platform';
import { setTimeout as sleep } from 'node:timers/promises';

/** Time between two requests, in milliseconds: few enough for the limits of one network address. */
const PAUSE_MS = 1_000;

/** A little traffic, by which a fault shows, until it is stopped. What fails is part of the drill. */
export class Traffic {
  private readonly stopping = new AbortController();
  /** The correlation IDs of the sign-ups that succeeded. */
  readonly signedUp: string[] = [];
  /** Why requests failed. */
  readonly failures: string[] = [];
  private readonly running: Promise<void>;

  private constructor(send: () => Promise<string | void>) {
    this.running = this.repeat(send);
  }

  static start(platform: RunningPlatform, kind: Fault['traffic']): Traffic {
    return new Traffic(SENDERS[kind].bind(undefined, platform));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async repeat(send: () => Promise<string | void>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await send().then(
        (signedUp) => signedUp && this.signedUp.push(signedUp),
        ({ message }: Error) => this.failures.push(message),
      );
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  }
}

const SENDERS: Record<Fault['traffic'], (platform: RunningPlatform) => Promise<string | void>> = {
  'sign-ups': async (platform) => (await platform.signUp()).correlationId,
  births: (platform) => registerBirth(platform.urlOf('names-intake')),
  erasures: async (platform) => {
    const { customerId } = await platform.signUp();
    await platform.ask('customers', `/v1/customers/${customerId}`, 'DELETE');
  },
  none: async () => {},
};

async function registerBirth(intake: string): Promise<void> {
  await fetch(`${intake}/baby`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ada', sex: 'female' }),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
}
