import { newId } from '#libs/telemetry';
import { ADDRESS, newRegistration } from './people.js';

const inV1 = { email: `${newId()}@example.org`, givenName: 'Ada', familyName: 'Byron', address: ADDRESS };
const change = () => ({ body: { address: ADDRESS } });

export const exampleRequests = {
  'PUT /v1/customers/:customerId': () => ({ body: inV1 }),
  'PUT /v2/customers/:customerId': () => ({ body: newRegistration() }),
  'PATCH /v1/customers/:customerId': change,
  'PATCH /v2/customers/:customerId': change,
};
