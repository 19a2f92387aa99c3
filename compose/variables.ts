/** The environment variable that holds this of a service: `DB_PASSWORD` of `names-board` is NAMES_BOARD_DB_PASSWORD. */
export const variableOf = (service: string, what: 'DB_PASSWORD' | 'PORT' | 'TOKEN'): string =>
  `${service.toUpperCase().replaceAll('-', '_')}_${what}`;
