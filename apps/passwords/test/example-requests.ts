import { newEmail, PASSWORD } from './people.js';

const FORM = 'application/x-www-form-urlencoded';

export const exampleRequests = {
  'PUT /credentials/:customerId': () => ({ body: { password: PASSWORD } }),
  'POST /sessions': () => ({ body: { email: newEmail(), password: PASSWORD }, status: 401 }),
  'POST /oauth/token': () => ({
    body: 'grant_type=client_credentials&audience=customers',
    headers: { 'content-type': FORM },
    status: 401, // no client is known in tests
  }),
  'POST /oauth/revoke': () => ({ body: 'token=unknown', headers: { 'content-type': FORM } }),
};
