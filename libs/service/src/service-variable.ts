/** The environment variable that holds this of a service: `DB_PASSWORD` of `some-service` is SOME_SERVICE_DB_PASSWORD. */
export const serviceVariable = (
  service: string,
  what: 'CLIENT_SECRET' | 'DB_PASSWORD' | 'PORT' | 'PUBLIC_URL' | 'RELEASE',
): string => `${service.toUpperCase().replaceAll('-', '_')}_${what}`;
