import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { isIP } from 'node:net';

/**
 * Mountebank takes requests of any page that a browser on this machine shows: a form can post an imposter, and a page whose
 * name leads to this machine (DNS rebinding) can read everything. This refuses both with 403.
 */
export const forOwnCallers =
  (app: RequestListener): RequestListener =>
  (request, response) => {
    const problem = problemOf(request.headers);
    if (!problem) return app(request, response);
    const body = JSON.stringify({ errors: [{ code: 'forbidden', message: problem }] });
    response.writeHead(403, { 'content-type': 'application/json' }).end(`${body}\n`);
  };

/** Nobody can make an address or `localhost` lead elsewhere. The page of an `Origin` must be Mountebank's own. */
function problemOf({ host = '', origin }: IncomingHttpHeaders): string | undefined {
  const address = `http://${host}`;
  const name = URL.canParse(address) ? new URL(address).hostname.replace(/^\[|\]$/g, '') : '';
  if (name !== 'localhost' && !isIP(name))
    return `Host is ${host}: call this API by an IP address or as localhost.`;
  if (origin !== undefined && origin !== address)
    return `Origin is ${origin}: pages of other sites may not call this API.`;
  return undefined;
}
