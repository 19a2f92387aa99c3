import { topologyOf } from '#libs/messaging';
import type { Env, Service } from '#libs/service';
import { newId } from '#libs/telemetry';
import { eventually, type ServiceUnderTest, type StubbedApi, TcpProxy } from '#tooling/testing';
import { expect } from '@jest/globals';
import { catalog } from '../apps/catalog/src/catalog.module.js';
import { finance } from '../apps/finance/src/finance.module.js';
import { gateway } from '../apps/gateway/src/gateway.module.js';
import { monitor } from '../apps/monitor/src/monitor.module.js';
import { orders } from '../apps/orders/src/orders.module.js';
import { recommendations } from '../apps/recommendations/src/recommendations.module.js';
import { reporting } from '../apps/reporting/src/reporting.module.js';
import { storefront } from '../apps/storefront/src/storefront.module.js';
import { warehouse } from '../apps/warehouse/src/warehouse.module.js';
import { SignupServices } from './signup-services.js';

export const OPERATOR = { as: { operator: 'olga' } };
export const PRICE = { amount: 1_299, currency: 'USD' };
export const RECORD = {
  artist: 'Miles Davis',
  title: 'Kind of Blue',
  year: 1959,
  genre: 'Jazz',
  tracks: [{ title: 'So What', seconds: 562 }],
  price: PRICE,
};

/** The neighbours of the storefront. */
const NEIGHBOURS = ['catalog', 'loyalty', 'orders', 'passwords', 'recommendations', 'signup'] as const;
export type NeighbourName = (typeof NEIGHBOURS)[number];

/** The services of the record shop and of a sign-up, with the third parties; the storefront's neighbours can be taken away. */
export class ShopServices {
  private readonly started: Record<string, ServiceUnderTest> = {};
  /** Services that are not there until they are added. */
  private readonly later: Service[] = [];
  private readonly ways = {} as Record<NeighbourName, TcpProxy>;

  private constructor(
    private readonly people: SignupServices,
    private readonly carrier: StubbedApi,
    private readonly paymentGateway: StubbedApi,
  ) {}

  /**
   * @param settings what the services of a sign-up get
   * @param later services that are not there at first, as if they had never been
   */
  static async open(settings: Env = {}, later: Service[] = []): Promise<ShopServices> {
    const people = await SignupServices.open(settings);
    const { environment } = people;
    const all = new ShopServices(
      people,
      await environment.stubThirdParty('carrier'),
      await environment.stubThirdParty('payment-gateway'),
    );
    all.later.push(...later);
    for (const service of later) {
      await environment.addDatabase(service);
      await environment.broker.decommission(service.name, true);
    }
    await all.start();
    return all;
  }

  /** Adds a service that was not there. */
  async add(service: Service): Promise<ServiceUnderTest> {
    const { environment } = this.people;
    await environment.broker.declare(topologyOf(service, []));
    return (this.started[service.name] = await environment.start(service));
  }

  /** @throws Error when there is no such service */
  service(name: string): ServiceUnderTest {
    return this.started[name] ?? this.people.service(name);
  }

  /** Lists a record, and puts copies of it on the shelves. */
  async sell(record: object = RECORD, copies = 10): Promise<string> {
    const { recordId } = (await this.service('catalog').post('/records', record, OPERATOR)).body;
    const delivery = { lines: [{ recordId, quantity: copies }] };
    await eventually(async () => {
      const { status } = await this.service('warehouse').put(`/deliveries/${newId()}`, delivery, OPERATOR);
      return expect(status).toBe(201) ?? true;
    });
    return recordId as string;
  }

  /** Takes a neighbour away from the storefront while something is done. */
  async without<Result>(name: NeighbourName, work: () => Promise<Result>): Promise<Result> {
    await this.ways[name].cut();
    try {
      return await work();
    } finally {
      await this.ways[name].restore();
    }
  }

  async close(): Promise<void> {
    await this.people.close();
    await Promise.allSettled(Object.values(this.ways).map((way) => way.cut()));
  }

  private async start(): Promise<void> {
    const { started, people, carrier } = this;
    const { environment } = people;
    const start = async (service: Service, env: Env = {}) =>
      void (started[service.name] = await environment.start(service, env));
    const CUSTOMERS_URL = people.service('customers').url;
    await start(monitor);
    await start(catalog);
    await start(finance, { PAYMENT_GATEWAY_URL: this.paymentGateway.url });
    await start(orders, { FINANCE_URL: this.service('finance').url });
    await start(warehouse, { CUSTOMERS_URL, CARRIER_URL: carrier.url });
    if (!this.later.includes(reporting)) await start(reporting);
    await start(recommendations);
    for (const name of NEIGHBOURS) this.ways[name] = await TcpProxy.open(this.service(name).url);
    const urls = NEIGHBOURS.map((name) => [`${name.toUpperCase()}_URL`, this.ways[name].url]);
    await start(storefront, Object.fromEntries(urls) as Env);
    const services = [...people.names, ...Object.keys(started)];
    await start(gateway, {
      SERVICE_URLS: services.map((name) => `${name}=${this.service(name).url}`).join(','),
    });
  }
}
