import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/**
 * Why a request to a tool on this machine may come from a page of another site: its name leads to this machine (DNS
 * rebinding; nobody can make an address or `localhost` lead elsewhere), or a browser says that it is. Undefined when
 * neither is so.
 * @param origins the origins of pages that may call
 */
export function callerProblem(
  { host = '', origin }: Pick<IncomingHttpHeaders, 'host' | 'origin'>,
  origins: readonly string[],
): string | undefined {
  const address = `http://${host}`;
  const name = URL.canParse(address) ? new URL(address).hostname.replace(/^\[|\]$/g, '') : '';
  if (name !== 'localhost' && !isIP(name))
    return `Host is ${host}: call this API by an IP address or as localhost.`;
  if (origin !== undefined && !origins.includes(origin))
    return `Origin is ${origin}: pages of other sites may not call this API.`;
  return undefined;
}
