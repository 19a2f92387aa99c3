import { newId } from '#libs/telemetry';
import { ann } from './fixtures/ann.js';

export const exampleRequests = {
  'POST /signups': () => ({ body: { ...ann, email: `${newId()}@example.com` } }),
};
