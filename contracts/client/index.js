import createClient from 'openapi-fetch';
import { FORMS } from './forms.js';

/** Where `npm start` serves the public API. */
const LOCAL = 'http://127.0.0.1:4010';
const FORM = 'application/x-www-form-urlencoded';

/** Sends the body of a path that takes forms as a form, unless the caller has chosen a type. */
const asForm = {
  async onRequest({ request, schemaPath }) {
    const isJson = request.headers.get('content-type')?.startsWith('application/json');
    if (!isJson || !FORMS.includes(schemaPath)) return undefined;
    const headers = new Headers(request.headers);
    headers.set('content-type', FORM);
    const body = new URLSearchParams(await request.json()).toString();
    return new Request(request, { method: request.method, headers, body });
  },
};

/** A client of the public API: `createTroupe({ baseUrl })`. */
export function createTroupe({ baseUrl = LOCAL, ...options } = {}) {
  const client = createClient({ baseUrl, ...options });
  client.use(asForm);
  return client;
}
