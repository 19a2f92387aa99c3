import { asOwner, Database, databaseUrl, dropDatabase, isUnavailable } from '#libs/database';
import { type Message, openBroker, openBrokerAdmin } from '#libs/messaging';
import { discoverServices, type Env, provisionPlatform, type Service, unlimited } from '#libs/service';
import { type Imposter, Mountebank, type RunningImposter } from '#tooling/mountebank';
import { ANSWER_MS, ask, eventually, freePort, HOST } from '#tooling/platform';
import { carrier, paymentGateway } from '#tooling/third-parties';
import { sql } from 'kysely';
import { type Caller, Issuer } from './issuer.js';
import { startAsProcess, startHere, type Started } from './started-service.js';

/** The services that an order passes through. The first ones are called by the others. */
export const SERVICES = ['catalog', 'customers', 'finance', 'loyalty', 'warehouse', 'orders'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** How many of a record are on the shelf when it is listed. */
export const INITIAL_STOCK = 8;
/** Points of a new customer. */
export const WELCOME_POINTS = 30;

/** How long the carrier thinks about a parcel, so that cancellations come while it is being picked. */
const PARCEL_MS = 60;
const SECRET_LENGTH = 32;
/** How long a caller asks again, as `Retry-After` wants it, before the answer counts: a busy machine makes services slow. */
const AGAIN_MS = 60_000;
const COMMON: Env = { HOST, LOG_LEVEL: 'error', PEER_TIMEOUT: '15s' };
const OWN: Partial<Record<ServiceName, Env>> = {
  finance: { PEER_TIMEOUT: '2s' }, // the gateway answers a charge by tok_timeout later than that
  warehouse: { INITIAL_STOCK: String(INITIAL_STOCK), SWEEP_EVERY: '200ms' },
  loyalty: { WELCOME_POINTS: String(WELCOME_POINTS) },
};
/** As many attempts as by default. */
const SCHEDULES = { here: '20ms,50ms,100ms,200ms,400ms', killed: '100ms,300ms,1s,2s,4s' };

/** The answer to a request; `body` is parsed JSON, or undefined. */
export interface Answer {
  status: number;
  body: any;
}

/** A request of a caller. */
export interface Request {
  as: Caller;
  body?: unknown;
  headers?: Record<string, string>;
}

/** How to open a shop. */
export interface ShopOptions {
  /** The URL of an empty PostgreSQL server for its owner. */
  ownerUrl: string;
  /** Whether each service has a process of its own, which can be killed. */
  asProcesses?: boolean;
  /** Services that take the place of those of the build. */
  instead?: Service[];
}

/** The services of the record shop on databases of their own, with the stubs of the payment gateway and the carrier. */
export class Shop {
  private readonly databases = new Map<string, Database>();
  private readonly started = new Map<ServiceName, Started>();
  private readonly ports = new Map<ServiceName, number>();
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    private readonly options: ShopOptions,
    private readonly services: Map<string, Service>,
    private readonly issuer: Issuer,
    private readonly mountebank: Mountebank,
    private readonly gateway: RunningImposter,
    private readonly carrier: RunningImposter,
  ) {}

  static async open(options: ShopOptions): Promise<Shop> {
    const all = [...(await discoverServices()), ...(options.instead ?? [])];
    const services = new Map(all.map((service) => [service.name, service]));
    const own = SERVICES.map((name) => services.get(name)!);
    await provisionPlatform(options.ownerUrl, own, (name) => name);
    const [issuer, mountebank] = await Promise.all([Issuer.open(), Mountebank.start()]);
    const [gateway, parcels] = await Promise.all(
      [paymentGateway.imposter, slowly(carrier.imposter)].map((imposter) => mountebank.add(imposter)),
    );
    const shop = new Shop(options, services, issuer, mountebank, gateway!, parcels!);
    try {
      for (const name of SERVICES) shop.ports.set(name, await freePort());
      await Promise.all(SERVICES.map((name) => shop.start(name)));
      return shop;
    } catch (error) {
      await shop.close();
      throw error;
    }
  }

  async start(name: ServiceName): Promise<void> {
    const start = this.options.asProcesses ? startAsProcess : startHere;
    this.started.set(name, await start(this.services.get(name)!, this.environmentOf(name)));
  }

  /** Ends the process of a service at once. It is down until it is started again. */
  async kill(name: ServiceName): Promise<void> {
    await this.started.get(name)?.kill();
  }

  /** Sends a request; while the service is down, it is sent again. @throws Error at the deadline, or for an answer of 500 */
  async call(
    name: ServiceName,
    method: string,
    path: string,
    { as, body, headers }: Request,
  ): Promise<Answer> {
    const authorization = `Bearer ${await this.token(as)}`;
    const attempt = async (): Promise<Answer> => {
      const response = await ask(`http://${HOST}:${this.ports.get(name)}${path}`, {
        method,
        headers: {
          authorization,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status } = response;
      if (status >= 502 || text.includes('request-in-progress'))
        throw new Error(`${method} ${path} answers ${status}: ${text}`);
      return {
        status,
        body: text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined,
      };
    };
    const answer = await eventually(attempt, AGAIN_MS);
    if (answer.status >= 500)
      throw new Error(
        `${name} answers ${answer.status} to ${method} ${path}: ${JSON.stringify(answer.body)}`,
      );
    return answer;
  }

  /** A database of a service, or `broker`, as its owner sees it. */
  database(name: string): Database['query'] {
    const known = this.databases.get(name);
    if (known) return known.query;
    const database = new Database(databaseUrl(this.options.ownerUrl, name), { connections: 2 });
    this.databases.set(name, database);
    return database.query;
  }

  /** Rows of a database. `?` in the statement stands for the values. */
  rows<Row>(name: string, statement: string, ...values: unknown[]): Promise<Row[]> {
    const parts = statement.split('?');
    const query = sql<Row>(parts as unknown as TemplateStringsArray, ...values);
    const attempt = async () => ({ found: (await query.execute(this.database(name))).rows });
    return eventually(attempt, ANSWER_MS, undefined, isUnavailable).then(({ found }) => found);
  }

  /** Publishes messages again, under the role of the service that published them first. */
  async publish(sender: ServiceName, messages: Message[]): Promise<void> {
    const broker = openBroker(openBrokerAdmin(this.options.ownerUrl).urlFor(sender, sender), () => {});
    await eventually(() => broker.publish(messages), ANSWER_MS).finally(() => broker.stop());
  }

  /** The charges and refunds that the gateway has made, by its own record. */
  async gatewayRecord(): Promise<GatewayRecord> {
    const response = await ask(`${this.gateway.url}/record`);
    return (await response.json()) as GatewayRecord;
  }

  /** The keys of the parcels that the carrier was given. */
  async parcels(): Promise<string[]> {
    const requests = await this.carrier.requests<{ method: string; body: string }>();
    const bookings = requests.filter(({ method }) => method === 'POST');
    return [...new Set(bookings.map(({ body }) => (JSON.parse(body) as { reference: string }).reference))];
  }

  async close(): Promise<void> {
    await Promise.all([...this.started.values()].map((service) => service.stop()));
    await this.mountebank.stop();
    this.issuer.close();
    await Promise.all([...this.databases.values()].map((database) => database.close()));
  }

  /** Drops everything that a shop has stored, so that another one can open on the same server. */
  static async drop(ownerUrl: string): Promise<void> {
    await asOwner(ownerUrl, async (owner) => {
      for (const name of SERVICES) await dropDatabase(owner, name);
    });
    await openBrokerAdmin(ownerUrl).drop();
  }

  private token(caller: Caller): Promise<string> {
    const key = JSON.stringify(caller);
    const token = this.tokens.get(key) ?? this.issuer.token(caller);
    this.tokens.set(key, token);
    return token;
  }

  private environmentOf(name: ServiceName): Env {
    const { settings } = this.services.get(name)!;
    const values = Object.entries(settings).flatMap(([key, { secret, optional, peer, link, outside }]) => {
      if (secret && !optional) return [[key, `oracle-${key}`.padEnd(SECRET_LENGTH, '.')]];
      if (outside) return [[key, (outside === 'carrier' ? this.carrier : this.gateway).url]];
      const neighbour = (peer ?? link) as ServiceName | undefined;
      return neighbour ? [[key, `http://${HOST}:${this.ports.get(neighbour) ?? 9}`]] : [];
    });
    return {
      ...unlimited(settings),
      ...(Object.fromEntries(values) as Env),
      ...COMMON,
      ...this.issuer.environment,
      RETRY_SCHEDULE: this.options.asProcesses ? SCHEDULES.killed : SCHEDULES.here,
      PORT: String(this.ports.get(name)),
      DATABASE_URL: databaseUrl(this.options.ownerUrl, name, { name, password: name }),
      BROKER_URL: openBrokerAdmin(this.options.ownerUrl).urlFor(name, name),
      ...OWN[name],
    };
  }
}

/** An imposter whose every answer takes a while. */
function slowly(imposter: Imposter): Imposter {
  const stubs = imposter.stubs as { responses: object[] }[];
  const behaviors = [{ wait: PARCEL_MS }];
  return {
    ...imposter,
    stubs: stubs.map((stub) => ({
      ...stub,
      responses: stub.responses.map((response) => ({ ...response, behaviors })),
    })),
  };
}

/** What the gateway has done. */
export interface GatewayRecord {
  charges: { key: string; chargeId: string; amount: number; currency: string }[];
  refunds: { key: string; chargeId: string; amount: number; currency: string }[];
}
