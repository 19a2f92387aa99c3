import { configuration, link } from '#libs/service';

export class OrdersConfig extends configuration('orders', {
  ORDERS_PUBLIC_URL: link('orders'),
}) {}
