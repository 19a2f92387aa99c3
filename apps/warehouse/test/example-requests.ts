export const exampleRequests = {
  'PUT /deliveries/:deliveryId': () => ({
    path: '/deliveries/DN-1',
    body: { lines: [{ recordId: '0193a1b2-7c00-7000-8000-000000000401', quantity: 5 }] },
  }),
};
