/** The environment variable that holds this of a service: `DB_PASSWORD` of `names-board` is NAMES_BOARD_DB_PASSWORD. */
export const variableOf = (service: string, what: 'CLIENT_SECRET' | 'DB_PASSWORD' | 'PORT'): string =>
  `${service.toUpperCase().replaceAll('-', '_')}_${what}`;
