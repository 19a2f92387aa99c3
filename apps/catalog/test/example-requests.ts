import { kindOfBlue } from './records.js';

export const exampleRequests = {
  'POST /records': () => ({ body: kindOfBlue }),
  'PATCH /records/:recordId': () => ({ body: { price: { amount: 1_199 } } }),
};
