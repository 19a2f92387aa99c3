import { eventually, UserError } from '#tooling/platform';
import { randomUUID } from 'node:crypto';
import { bearer, detailOf, send } from './requests.js';

/** Milliseconds in which services hear of each other. */
const HEARD_MS = 10_000;
const COPIES = 1_000;
const PRICE = { amount: 1_299, currency: 'USD' };

const newRecord = () => ({
  artist: 'Miles Davis',
  title: `Kind of Blue ${randomUUID()}`,
  year: 1959,
  genre: 'Jazz',
  tracks: [{ title: 'So What', seconds: 562 }],
  price: PRICE,
});

/** A running platform, as somebody reaches it who is an operator, too. */
export interface ShopPlatform {
  urlOf(service: string): string;
  operatorToken(): Promise<string>;
}

type Headers = Record<string, string>;

/** The record shop of a running platform, with a record for sale that traffic orders. */
export class Shop {
  private constructor(
    private readonly platform: ShopPlatform,
    private readonly recordId: string,
  ) {}

  /** Puts a record up for sale, and has copies of it delivered. @throws UserError when a service refuses that */
  static async open(platform: ShopPlatform): Promise<Shop> {
    const operator = bearer(await platform.operatorToken());
    const { recordId } = await answered<{ recordId: string }>(
      await send('POST', `${platform.urlOf('catalog')}/records`, newRecord(), operator),
    );
    const delivery = `${platform.urlOf('warehouse')}/deliveries/${recordId}`;
    const lines = [{ recordId, quantity: COPIES }];
    await eventually(async () => {
      await answered(await send('PUT', delivery, { lines }, operator));
      return true;
    }, HEARD_MS);
    return new Shop(platform, recordId);
  }

  /**
   * Orders a copy.
   * @param customer the headers of the customer
   * @returns the id of the order. @throws UserError when the order is refused
   */
  async order(customer: Headers): Promise<string> {
    const order = { lines: [{ ...this.line, price: PRICE }], token: 'tok_visa-4242' };
    const url = `${this.platform.urlOf('orders')}/orders`;
    return (await answered<{ orderId: string }>(await send('POST', url, order, customer))).orderId;
  }

  /** Has an order sent back as soon as it was dispatched, and taken back. @throws Error when that takes too long */
  async sendBack(orderId: string, customer: Headers): Promise<void> {
    const lines = [this.line];
    const asked = `${this.platform.urlOf('orders')}/orders/${orderId}/returns`;
    const { returns } = await eventually(
      async () =>
        answered<{ returns: { returnId: string }[] }>(await send('POST', asked, { lines }, customer)),
      HEARD_MS,
    );
    const operator = bearer(await this.platform.operatorToken());
    const arrived = `${this.platform.urlOf('warehouse')}/returns/${returns[0]!.returnId}/acceptance`;
    await eventually(async () => answered(await send('POST', arrived, { lines }, operator)), HEARD_MS);
  }

  private get line() {
    return { recordId: this.recordId, quantity: 1 };
  }
}

async function answered<Body>(response: Response): Promise<Body> {
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Body;
  throw new UserError(
    `${new URL(response.url).pathname} answers ${response.status}: ${await detailOf(response)}`,
  );
}
