export const exampleRequests = {
  'POST /exports': () => ({ path: '/exports', body: { from: '2026-01-01', to: '2026-12-31' } }),
};
