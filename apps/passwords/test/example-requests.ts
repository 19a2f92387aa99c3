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
  'PUT /credentials/:customerId/password': () => ({
    body: { oldPassword: PASSWORD, newPassword: `${PASSWORD}!` },
    status: 404, // the caller has no credential
  }),
  'POST /password-resets': () => ({ body: { email: newEmail() }, status: 202 }),
  'POST /password-resets/:token': () => ({
    body: 'password=correct+horse',
    headers: { 'content-type': FORM },
    status: 404, // the token is none
  }),
  'POST /oauth/revoke': () => ({ body: 'token=unknown', headers: { 'content-type': FORM } }),
};
