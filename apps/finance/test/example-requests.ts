const CUSTOMER = '0193a1b2-7c00-7000-8000-000000000301';

export const exampleRequests = {
  'PUT /payments/:paymentId': () => ({ body: { customerId: CUSTOMER, token: 'tok_visa-4242' } }),
};
