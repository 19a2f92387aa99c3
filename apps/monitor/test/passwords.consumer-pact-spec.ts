// Written by npm run generate, from contracts/flows.
import { flowPact } from './flow-pact.js';

flowPact('passwords', {
  'credential.activated.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
  'credential.customer-forgotten.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
  'credential.password-changed.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
  'credential.reset-requested.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
  'credential.token-reused.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
});
