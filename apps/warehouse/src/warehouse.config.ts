import { configuration, duration, outside, peer } from '#libs/service';
import { z } from 'zod';
import { ShipOrder } from './events.js';

export class WarehouseConfig extends configuration('warehouse', {
  CUSTOMERS_URL: peer('customers', [ShipOrder.type]),
  CARRIER_URL: outside('carrier', 'The parcel carrier’s HTTP API', [ShipOrder.type]),
  INITIAL_STOCK: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(10)
    .meta({ description: 'How many of a record are on the shelf when it is listed for the first time' }),
  RESERVATION_LASTS: duration('15m').meta({ description: 'How long an order is reserved without a payment' }),
  DISPATCH_WITHIN: duration('1d').meta({
    description:
      'How long the carrier may take to accept the parcel of a paid order, which is undeliverable then',
  }),
  RETURN_WITHIN: duration('30d').meta({
    description: 'How long a return may take to arrive, which is rejected then',
  }),
  SWEEP_EVERY: duration('5s').meta({
    description: 'How often orders and returns are ended whose time is over',
  }),
}) {}
