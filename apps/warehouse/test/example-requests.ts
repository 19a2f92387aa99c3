const recordId = '0193a1b2-7c00-7000-8000-000000000401';
const returnId = '0193a1b2-7c00-7000-8000-000000000402';

export const exampleRequests = {
  'GET /stock': () => ({ path: `/stock?records=${recordId}` }),
  'PUT /deliveries/:deliveryId': () => ({
    path: '/deliveries/DN-1',
    body: { lines: [{ recordId, quantity: 5 }] },
  }),
  'POST /returns/:returnId/acceptance': () => ({
    path: `/returns/${returnId}/acceptance`,
    body: { lines: [{ recordId, quantity: 1 }] },
  }),
  'POST /returns/:returnId/rejection': () => ({
    path: `/returns/${returnId}/rejection`,
    body: { reason: 'The record is scratched.' },
  }),
};
