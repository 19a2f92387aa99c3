import type { Env } from '#libs/service';
import { newId } from '#libs/telemetry';
import {
  type Answer,
  message,
  type ServiceUnderTest,
  type StubbedProvider,
  TestEnvironment,
} from '#tooling/testing';
import { orders } from '../src/orders.module.js';
import type { RecordForSale } from '../src/pricing.js';
import { list, newRecord } from './records.js';

export const TOKEN = 'tok_visa-4242';
export const TAKES_TOKENS = 'no payment was offered';

/** orders with a stub of finance. */
export class OrdersFixture {
  private constructor(
    readonly environment: TestEnvironment,
    readonly finance: StubbedProvider,
    readonly service: ServiceUnderTest,
  ) {}

  static async open(env: Env = {}): Promise<OrdersFixture> {
    const environment = await TestEnvironment.open();
    const finance = await environment.stubProvider('finance', { consumer: 'orders', states: [TAKES_TOKENS] });
    const service = await environment.start(orders, { FINANCE_URL: finance.url, ...env });
    return new OrdersFixture(environment, finance, service);
  }

  close(): Promise<void> {
    return this.environment.close();
  }

  /** A record that is for sale. */
  async record(amount?: number): Promise<RecordForSale> {
    const record = newRecord(amount);
    await list(this.environment, this.service, record);
    return record;
  }

  customer(customerId = newId()): Customer {
    return new Customer(this, customerId);
  }

  async hear(
    from: string,
    type: string,
    data: object,
    attributes: Record<string, unknown> = {},
  ): Promise<void> {
    await this.environment.deliver(from, this.service, message(type, data, attributes));
  }
}

/** A customer who orders. */
export class Customer {
  constructor(
    private readonly fixture: OrdersFixture,
    readonly customerId: string,
  ) {}

  private get as() {
    return { person: this.customerId };
  }

  get(path: string): Promise<Answer> {
    return this.fixture.service.get(path, { as: this.as });
  }

  /** Follows a link of an order, as it stands in the answer. */
  post(path: string, body?: object, key?: string): Promise<Answer> {
    const headers: Record<string, string> = key ? { 'idempotency-key': key } : {};
    return this.fixture.service.post(new URL(path, 'http://any').pathname, body, { as: this.as, headers });
  }

  order(lines: object[], { key, token = TOKEN }: { key?: string; token?: string } = {}): Promise<Answer> {
    return this.post('/orders', { lines, token }, key);
  }

  /** Places an order of one record. @returns its id */
  async placed(record?: RecordForSale, quantity = 1): Promise<string> {
    const { recordId, price } = record ?? (await this.fixture.record());
    const { body } = await this.order([{ recordId, quantity, price }]);
    return body.orderId as string;
  }

  async seen(orderId: string): Promise<Record<string, any>> {
    return (await this.get(`/orders/${orderId}`)).body;
  }

  /** The relations of an order's links, but the one to itself. */
  async can(orderId: string): Promise<string[]> {
    const { links } = await this.seen(orderId);
    return Object.keys(links as object).filter((relation) => relation !== 'self');
  }

  /** What was published about an order, oldest first. */
  async published(type: string, orderId: string) {
    const said = await this.fixture.service.said(type);
    return said.filter(({ attributes }) => attributes.subject === orderId);
  }

  /** Hears what a neighbour says about an order of this customer. */
  async hears(from: 'warehouse' | 'finance', type: string, orderId: string, data: object = {}, version = 1) {
    const { customerId } = this;
    const attributes = { entityversion: version, datasubject: customerId, subject: orderId };
    await this.fixture.hear(from, type, { orderId, customerId, ...data }, attributes);
  }
}
