// Written by npm run generate, from contracts/flows.
import { flowPact } from './flow-pact.js';

flowPact('warehouse', {
  'stock.customer-forgotten.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
  'stock.dispatched.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'stock.missing.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'stock.released.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'stock.reserved.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'stock.return-rejected.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
  'stock.returned.v1': { orderId: '0193a1b2-7c00-7000-8000-000000000001' },
});
