// Written by npm run generate, from contracts/flows.
import { flowPact } from './flow-pact.js';

flowPact('names-intake', {
  'baby.imported.v1': { importId: '0000000000000000000000000000000000000000000000000000000000000000' },
  'baby.registered.v1': { registrationId: '0193a1b2-7c00-7000-8000-000000000001' },
});
