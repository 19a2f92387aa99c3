/** The paths that take forms. Written by npm run generate from contracts/openapi/public.json. */
export const FORMS = [
  '/api/password-resets/{token}',
  '/api/oauth/token',
  '/api/oauth/revoke',
  '/api/shop/sign-up',
  '/api/shop/new-password',
  '/api/shop/log-in',
  '/api/shop/cart',
  '/api/shop/orders',
  '/api/shop/orders/{orderId}/cancellation',
  '/api/shop/orders/{orderId}/payments',
  '/api/shop/orders/{orderId}/returns',
  '/api/shop/log-out',
];
