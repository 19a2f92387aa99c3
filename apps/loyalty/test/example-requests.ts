export const exampleRequests = {
  'POST /accounts/:customerId/redemptions': () => ({ body: { points: 1 } }),
};
