import { callerProblem } from '#tooling/platform';
import type { IncomingMessage, RequestListener } from 'node:http';

/** The header by which the process that started Mountebank proves that it is the caller. */
export const KEY_HEADER = 'x-mountebank-key';

/**
 * Mountebank takes requests of any page that a browser on this machine shows: a form can post an imposter, and a page whose
 * name leads to this machine (DNS rebinding) can read everything. This refuses both with 403. It also refuses every change by
 * another process, because an imposter may contain code, which Mountebank runs.
 * @param key the value of `KEY_HEADER` in requests of this process
 */
export const forOwnCallers =
  (app: RequestListener, key: string): RequestListener =>
  (request, response) => {
    const problem = problemOf(request, key);
    if (!problem) return app(request, response);
    const body = JSON.stringify({ errors: [{ code: 'forbidden', message: problem }] });
    response.writeHead(403, { 'content-type': 'application/json' }).end(`${body}\n`);
  };

function problemOf({ method, headers }: IncomingMessage, key: string): string | undefined {
  const { host = '' } = headers;
  const problem = callerProblem(headers, [`http://${host}`]);
  if (problem || method === 'GET' || method === 'HEAD' || headers[KEY_HEADER] === key) return problem;
  return 'Only the process that started Mountebank changes its imposters: start your own with npx mb.';
}
