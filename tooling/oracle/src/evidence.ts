import { forEach } from '#tooling/platform';
import { sql } from 'kysely';
import type { Customers, Told } from './customers.js';
import { type PlannedOrder, tokenIn } from './plan.js';
import { type GatewayRecord, SERVICES, type Shop } from './shop.js';

/** Requests that are sent at once. */
const AT_ONCE = 8;

/** An order, and what happened to it. */
export interface Walked {
  planned: PlannedOrder;
  customerId: string;
  /** Undefined when it was not placed, because its customer was erased before. */
  orderId?: string;
  told?: Told;
  /** How often it was asked for, each time at newer prices. */
  asked?: number;
  /** What its customer was shown on the way. */
  seen?: Seen[];
  log: string[];
}

/** What a customer was shown of an order, once something was known of it. */
export interface Seen {
  after: string;
  state: string;
  links: string[];
}

interface Quantity {
  recordId: string;
  quantity: number;
}

/** Everything that is left when nothing moves any more, as databases, the gateway and the carrier have it. */
export interface Evidence {
  walked: Walked[];
  /** What went wrong on the way. */
  problems: string[];
  erased: ReadonlySet<string>;
  delivered: ReadonlyMap<string, number>;
  records: readonly string[];
  gateway: GatewayRecord;
  parcels: string[];
  /** The order of each payment, as finance knows it. */
  orderOfPayment: Map<string, string>;
  ledger: {
    sequence: number;
    account: string;
    amount: number;
    orderId: string;
    reason: string;
    reference: string;
  }[];
  warehouse: { orderId: string; state: string }[];
  movements: { cause: string; document: string; recordId: string; quantity: number }[];
  returns: { returnId: string; orderId: string; state: string; accepted: Quantity[] | null }[];
  stock: { recordId: string; onShelf: number; reserved: number; told: number | null }[];
  missing: { orderId: string; lines: { wanted: number; available: number }[] }[];
  facts: { orderId: string; type: string; version: number; data: any }[];
  /** What customers are shown who were not erased, by order. */
  shown: Map<string, { state: string; kept: number; links: string[] }>;
  purchases: { orderId: string; points: number }[];
  accounts: {
    customerId: string;
    redeemed: number;
    lowest: number;
    shown: { balance: number; debt: number };
  }[];
  hospital: string[];
  /** Where something is left of a customer who was erased, and where a token is. */
  remains: string[];
  /** How many events were published again, and how often a service was killed. */
  repeated: number;
  kills: number;
}

export async function gather(
  shop: Shop,
  customers: Customers,
  walked: Walked[],
  { problems, repeated, kills }: Pick<Evidence, 'problems' | 'repeated' | 'kills'>,
): Promise<Evidence> {
  const { erased, delivered, records } = customers;
  return {
    walked,
    problems,
    repeated,
    kills,
    erased,
    delivered,
    records,
    gateway: await shop.gatewayRecord(),
    parcels: await shop.parcels(),
    ...(await moneyOf(shop)),
    ...(await goodsOf(shop)),
    facts: await shop.rows('orders', 'select order_id as "orderId", type, version, data from fact'),
    shown: await shownOf(customers, walked),
    purchases: await shop.rows('loyalty', 'select order_id as "orderId", points from purchase'),
    accounts: await accountsOf(shop, customers),
    hospital: await hospitalOf(shop),
    remains: await remainsOf(shop, erased),
  };
}

async function moneyOf(shop: Shop): Promise<Pick<Evidence, 'ledger' | 'orderOfPayment'>> {
  const ledger = await shop.rows<Evidence['ledger'][number]>(
    'finance',
    'select sequence, account, amount, order_id as "orderId", reason, reference from ledger order by sequence, account',
  );
  const payments = await shop.rows<{ id: string; orderId: string }>(
    'finance',
    'select payment_id as id, order_id as "orderId" from payment where order_id is not null',
  );
  const booked = ledger
    .filter(({ reason }) => reason === 'payment')
    .map(({ reference, orderId }) => [reference, orderId] as const);
  return {
    ledger,
    orderOfPayment: new Map([...payments.map(({ id, orderId }) => [id, orderId] as const), ...booked]),
  };
}

async function goodsOf(
  shop: Shop,
): Promise<Pick<Evidence, 'warehouse' | 'movements' | 'returns' | 'stock' | 'missing'>> {
  return {
    warehouse: await shop.rows('warehouse', 'select order_id as "orderId", state from customer_order'),
    movements: await shop.rows(
      'warehouse',
      'select cause, document, record_id as "recordId", quantity from movement',
    ),
    returns: await shop.rows(
      'warehouse',
      'select return_id as "returnId", order_id as "orderId", state, accepted from goods_return',
    ),
    stock: await shop.rows(
      'warehouse',
      `select record_id as "recordId", on_shelf as "onShelf", reserved, told.available as told
       from stock left join (
         select distinct on (subject) subject, (body ->> 'available')::int as available from messaging.outbox
         where type = 'stock.level-changed.v1' order by subject, (attributes ->> 'entityversion')::int desc
       ) told on told.subject = record_id::text`,
    ),
    missing: await shop.rows(
      'warehouse',
      `select subject as "orderId", body -> 'lines' as lines from messaging.outbox
       where type = 'stock.missing.v1' and body is not null`,
    ),
  };
}

async function shownOf(customers: Customers, walked: Walked[]): Promise<Evidence['shown']> {
  const shown: Evidence['shown'] = new Map();
  await forEach(walked, AT_ONCE, async ({ customerId, orderId }) => {
    if (!orderId || customers.erased.has(customerId)) return;
    const found = await customers.shown(customerId, orderId);
    if (found) shown.set(orderId, found);
  });
  return shown;
}

async function accountsOf(shop: Shop, customers: Customers): Promise<Evidence['accounts']> {
  const rows = await shop.rows<{ customerId: string; redeemed: number; lowest: number }>(
    'loyalty',
    `select customer_id as "customerId", coalesce(-sum(points) filter (where points < 0), 0)::int as redeemed,
      min(balance) as lowest
     from entry where customer_id in (select customer_id from account) group by 1`,
  );
  const accounts: Evidence['accounts'] = [];
  await forEach(rows, AT_ONCE, async (row) => {
    accounts.push({ ...row, shown: await customers.account(row.customerId) });
  });
  return accounts;
}

async function hospitalOf(shop: Shop): Promise<string[]> {
  const found = await Promise.all(
    SERVICES.map((name) =>
      shop.rows<{ text: string }>(
        name,
        `select '${name}: ' || type || ' about ' || coalesce(attributes ->> 'subject', id) || ': ' || message as text from messaging.hospital`,
      ),
    ),
  );
  return found.flat().map(({ text }) => text);
}

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
/** What confirms an erasure names the customer, and a tombstone keeps the customer forgotten. */
const CONFIRMS = /^customer\.erased\.|\.customer-forgotten\./;

interface Row {
  type?: string;
  order_id?: string | null;
}

async function remainsOf(shop: Shop, erased: ReadonlySet<string>): Promise<string[]> {
  const found = new Set<string>();
  for (const name of [...SERVICES, 'broker'])
    for (const table of await tablesOf(shop, name)) {
      if (table === 'messaging.tombstone') continue;
      // The envelopes of sent events keep the opaque id; what they say does not.
      const columns = table === 'messaging.outbox' ? 'type, body' : '*';
      for (const row of await shop.rows<Row>(name, `select ${columns} from ${table}`)) {
        if (CONFIRMS.test(row.type ?? '')) continue;
        if (table === 'public.payment' && row.order_id === null) continue; // kept for an hour, because the order may come
        const text = JSON.stringify(row, readable);
        const person = (text.match(UUID) ?? []).find((id) => erased.has(id));
        if (person) found.add(`${name}: ${table} has the erased customer ${person}`);
        const token = tokenIn(text);
        if (token) found.add(`${name}: ${table} has the token ${token}`);
      }
    }
  return [...found];
}

async function tablesOf(shop: Shop, name: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(shop.database(name));
  return rows.map((row) => row.name);
}

const readable = (_key: string, value: any): unknown =>
  value?.type === 'Buffer' ? Buffer.from(value.data as number[]).toString('utf8') : (value as unknown);
