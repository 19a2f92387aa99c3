// Written by npm run generate, from contracts/flows.
import { flowPact } from './flow-pact.js';

flowPact('orders', {
  'order.cancellation-requested.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'order.cancelled.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'order.customer-forgotten.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
  'order.payment-offered.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'order.placed.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'order.return-requested.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
});
