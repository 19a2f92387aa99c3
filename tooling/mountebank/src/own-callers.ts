import { callerProblem } from '#tooling/platform';
import type { RequestListener } from 'node:http';

/**
 * Mountebank takes requests of any page that a browser on this machine shows: a form can post an imposter, and a page whose
 * name leads to this machine (DNS rebinding) can read everything. This refuses both with 403.
 */
export const forOwnCallers =
  (app: RequestListener): RequestListener =>
  (request, response) => {
    const { host = '' } = request.headers;
    const problem = callerProblem(request.headers, [`http://${host}`]);
    if (!problem) return app(request, response);
    const body = JSON.stringify({ errors: [{ code: 'forbidden', message: problem }] });
    response.writeHead(403, { 'content-type': 'application/json' }).end(`${body}\n`);
  };
