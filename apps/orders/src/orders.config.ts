import { configuration, link, peer, perMinute } from '#libs/service';

export class OrdersConfig extends configuration('orders', {
  FINANCE_URL: peer('finance', ['POST /orders', 'POST /orders/:orderId/payments']),
  ORDERS_PUBLIC_URL: link('orders'),
  ORDERS_PER_MINUTE: perMinute(30, 'Orders, payments, cancellations and returns per minute by one customer'),
}) {}
