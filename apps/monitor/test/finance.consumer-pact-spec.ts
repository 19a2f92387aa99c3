// Written by npm run generate, from contracts/flows.
import { flowPact } from './flow-pact.js';

flowPact('finance', {
  'payment.customer-forgotten.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
  'payment.refund-failed.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'payment.refunded.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'payment.refused.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'payment.taken.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
});
