import createClient from 'openapi-fetch';

/** Where `npm start` serves the public API. */
const LOCAL = 'http://127.0.0.1:4010';

/** A client of the public API: `createTroupe({ baseUrl })`. */
export const createTroupe = (options) => createClient({ baseUrl: LOCAL, ...options });
