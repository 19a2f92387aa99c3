/** The paths that take forms. Written by npm run generate from contracts/openapi/public.json. */
export const FORMS = [
  '/api/password-resets/{token}',
  '/api/oauth/token',
  '/api/oauth/revoke',
];
