export const exampleRequests = {
  'GET /reports/sales': () => ({ path: '/reports/sales?from=2026-01-01&to=2026-01-31&by=day' }),
  'POST /exports': () => ({ body: { from: '2026-01-01', to: '2026-01-31' } }),
};
