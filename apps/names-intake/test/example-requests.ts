export const exampleRequests = {
  'POST /baby': () => ({ body: { name: 'Oliver', sex: 'male' } }),
  'POST /imports/:importId': () => ({
    path: `/imports/${'0'.repeat(64)}`,
    body: { sex: 'male', lines: 1, firstLine: 1, names: [{ name: 'OLIVER', count: 3 }] },
  }),
};
