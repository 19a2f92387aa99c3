import { configuration, duration, link, peer, secret, siteName } from '#libs/service';

export class StorefrontConfig extends configuration('storefront', {
  CATALOG_URL: peer('catalog', []),
  RECOMMENDATIONS_URL: peer('recommendations', []),
  LOYALTY_URL: peer('loyalty', []),
  ORDERS_URL: peer('orders', [
    'GET /shop/orders',
    'POST /shop/orders',
    'GET /shop/orders/:orderId',
    'POST /shop/orders/:orderId/cancellation',
    'POST /shop/orders/:orderId/payments',
    'POST /shop/orders/:orderId/returns',
  ]),
  PASSWORDS_URL: peer('passwords', ['POST /shop/log-in', 'POST /shop/new-password']),
  SIGNUP_URL: peer('signup', ['POST /shop/sign-up']),
  SITE_NAME: siteName(),
  STOREFRONT_PUBLIC_URL: link('storefront'),
  SESSION_IDLE: duration('14d').meta({
    description: 'How long a browser stays logged in without a visit; `passwords` has the same setting',
  }),
  CART_KEY: secret('The key that signs the carts that browsers keep'),
  CART_LASTS: duration('30d').meta({ description: 'How long a cart is kept after its last change' }),
}) {}
