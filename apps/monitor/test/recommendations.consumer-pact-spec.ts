// Written by npm run generate, from contracts/flows.
import { flowPact } from './flow-pact.js';

flowPact('recommendations', {
  'recommendations.customer-forgotten.v1': { customerId: '0193a1b2-7c00-7000-8000-000000000001' },
});
