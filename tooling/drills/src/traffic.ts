import { type Fault, newCustomer, send, Shop } from '#tooling/faults';
import type { RunningPlatform } from '#tooling/launcher';

import { setTimeout as sleep } from 'node:timers/promises';

/** Time between two requests, in milliseconds: few enough for the limits of one network address. */
const PAUSE_MS = 1_000;

/** Sends once. @returns the correlation ID of a sign-up */
type Send = () => Promise<string | void>;

/** A little traffic, by which a fault shows, until it is stopped. What fails is part of the drill. */
export class Traffic {
  private readonly stopping = new AbortController();
  /** The correlation IDs of the sign-ups that succeeded. */
  readonly signedUp: string[] = [];
  /** Why requests failed. */
  readonly failures: string[] = [];
  private readonly running: Promise<void>;

  private constructor(send: Send) {
    this.running = this.repeat(send);
  }

  /** @throws UserError when the record shop cannot be opened */
  static async start(platform: RunningPlatform, kind: Fault['traffic']): Promise<Traffic> {
    return new Traffic(await SENDERS[kind](platform));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async repeat(send: Send): Promise<void> {
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

const SENDERS: Record<Fault['traffic'], (platform: RunningPlatform) => Promise<Send> | Send> = {
  'sign-ups': (platform) => async () => (await platform.signUp()).correlationId,
  births: (platform) => () => registerBirth(platform.urlOf('names-intake')),
  erasures: (platform) => async () => {
    const { customerId } = await platform.signUp();
    await platform.ask('customers', `/v1/customers/${customerId}`, 'DELETE');
  },
  orders: (platform) => withShop(platform, (shop, customer) => shop.order(customer)),
  refunds: (platform) =>
    withShop(platform, async (shop, customer) => {
      await shop.cancelWhileCharged(customer);
      await shop.sendBack(await shop.order(customer), customer);
    }),
  none: () => async () => {},
};

/** Each time, somebody signs up and does business with the shop. */
async function withShop(
  platform: RunningPlatform,
  deal: (shop: Shop, customer: Record<string, string>) => Promise<unknown>,
): Promise<Send> {
  const shop = await Shop.open(platform);
  return async () => {
    const { customer, correlationId } = await newCustomer(platform);
    await deal(shop, customer);
    return correlationId;
  };
}

async function registerBirth(intake: string): Promise<void> {
  await send('POST', `${intake}/baby`, { name: 'Ada', sex: 'female' });
}
