import { eventually, UserError } from '#tooling/platform';
import { randomUUID } from 'node:crypto';
import { bearer, detailOf, send } from './requests.js';

/** Milliseconds in which services hear of each other. */
const HEARD_MS = 30_000;
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

/**
 * Puts records up for sale, and has so many copies of each delivered.
 * @returns their ids
 * @throws UserError when a service refuses
 */
export async function sell(platform: ShopPlatform, records: object[], copies: number): Promise<string[]> {
  const operator = bearer(await platform.operatorToken());
  const recordIds: string[] = [];
  for (const record of records) {
    const listed = await send('POST', `${platform.urlOf('catalog')}/records`, record, operator);
    recordIds.push((await answered<{ recordId: string }>(listed)).recordId);
  }
  const delivery = `${platform.urlOf('warehouse')}/deliveries/${recordIds[0]}`;
  const lines = recordIds.map((recordId) => ({ recordId, quantity: copies }));
  // The warehouse refuses it until it has heard of every record.
  await eventually(async () => {
    await answered(await send('PUT', delivery, { lines }, operator));
    return true;
  }, HEARD_MS);
  return recordIds;
}

/** The record shop of a running platform, with a record for sale that traffic orders. */
export class Shop {
  private constructor(
    private readonly platform: ShopPlatform,
    private readonly recordId: string,
  ) {}

  /** Puts a record up for sale, and has copies of it delivered. @throws UserError when a service refuses that */
  static async open(platform: ShopPlatform): Promise<Shop> {
    const [recordId] = await sell(platform, [newRecord()], COPIES);
    return new Shop(platform, recordId!);
  }

  /**
   * Orders a copy.
   * @param customer the headers of the customer
   * @param token of the payment gateway
   * @returns the id of the order. @throws UserError when the order is refused
   */
  async order(customer: Headers, token = 'tok_visa-4242'): Promise<string> {
    const order = { lines: [{ ...this.line, price: PRICE }], token };
    const url = `${this.platform.urlOf('orders')}/orders`;
    return (await answered<{ orderId: string }>(await send('POST', url, order, customer))).orderId;
  }

  /**
   * Has an order cancelled while the gateway charges it and takes its time to say so: what it took must go back.
   * @throws UserError when the order is not reserved in time, or was dispatched before
   */
  async cancelWhileCharged(customer: Headers): Promise<void> {
    const order = `${this.platform.urlOf('orders')}/orders/${await this.order(customer, 'tok_timeout-4242')}`;
    await eventually(async () => {
      const { state } = await answered<{ state: string }>(await send('GET', order, undefined, customer));
      return state === 'reserved';
    }, HEARD_MS);
    await answered(await send('POST', `${order}/cancellation`, undefined, customer));
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
