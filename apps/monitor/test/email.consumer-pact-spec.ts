// Written by npm run generate, from contracts/flows.
import { flowPact } from './flow-pact.js';

flowPact('email', {
  'email.customer-forgotten.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
  'email.notice-sent.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
  'email.order-mail-sent.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'email.reset-sent.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
  'email.verification-sent.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
  'email.verified.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
});
