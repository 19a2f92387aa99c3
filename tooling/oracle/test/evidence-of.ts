import type { Evidence } from '../src/evidence.js';
import { planOf } from '../src/plan.js';

const [ORDER, CUSTOMER, RECORD, PAYMENT, RETURN] = ['order', 'customer', 'record', 'payment', 'return'];
export const BEGINNING = { initialStock: 8, welcomePoints: 30 };
const { orders } = planOf(1, 1);

/** What is left of an order of three copies for 1,999 cents each, of which one came back. */
export const evidence = (): Evidence => ({
  walked: [
    {
      planned: { ...orders[0]!, acts: [] },
      customerId: CUSTOMER,
      orderId: ORDER,
      told: { lines: [{ recordId: RECORD, quantity: 3, price: 1_999 }], total: 5_997 },
      log: ['placed'],
    },
  ],
  problems: [],
  repeated: 0,
  kills: 0,
  erased: new Set(),
  delivered: new Map([[RECORD, 5]]),
  records: [RECORD],
  gateway: {
    charges: [{ key: `charge-${PAYMENT}`, chargeId: 'C1', amount: 5_997, currency: 'USD' }],
    refunds: [{ key: `refund-${RETURN}`, chargeId: 'C1', amount: 1_999, currency: 'USD' }],
  },
  parcels: [`parcel-${ORDER}`],
  orderOfPayment: new Map([[PAYMENT, ORDER]]),
  ledger: [
    { sequence: 1, account: 'gateway', amount: 5_997, orderId: ORDER, reason: 'payment', reference: PAYMENT },
    { sequence: 1, account: 'sales', amount: -5_997, orderId: ORDER, reason: 'payment', reference: PAYMENT },
    { sequence: 2, account: 'gateway', amount: -1_999, orderId: ORDER, reason: 'refund', reference: RETURN },
    { sequence: 2, account: 'sales', amount: 1_999, orderId: ORDER, reason: 'refund', reference: RETURN },
  ],
  warehouse: [{ orderId: ORDER, state: 'dispatched' }],
  movements: [
    { cause: 'initial', document: RECORD, recordId: RECORD, quantity: 8 },
    { cause: 'delivery', document: 'D1', recordId: RECORD, quantity: 5 },
    { cause: 'dispatch', document: ORDER, recordId: RECORD, quantity: -3 },
    { cause: 'return', document: RETURN, recordId: RECORD, quantity: 1 },
  ],
  returns: [
    { returnId: RETURN, orderId: ORDER, state: 'accepted', accepted: [{ recordId: RECORD, quantity: 1 }] },
  ],
  stock: [{ recordId: RECORD, onShelf: 11, reserved: 0, told: 11 }],
  missing: [],
  facts: [
    { orderId: ORDER, type: 'payment.taken', version: 1, data: { kept: { amount: 5_997 } } },
    { orderId: ORDER, type: 'payment.refunded', version: 2, data: { kept: { amount: 3_998 } } },
    { orderId: ORDER, type: 'stock.dispatched', version: 2, data: {} },
  ],
  shown: new Map([[ORDER, { state: 'refunded', kept: 3_998, links: ['self', 'return'] }]]),
  purchases: [{ orderId: ORDER, points: 39 }],
  accounts: [{ customerId: CUSTOMER, redeemed: 0, lowest: 30, shown: { balance: 69, debt: 0 } }],
  hospital: [],
  remains: [],
});
