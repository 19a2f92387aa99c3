import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { ForbiddenHost, ForbiddenOrigin } from './common-problems.js';

/**
 * Refuses what a page of another site makes an operator's browser send. Such a page has another `Origin`; or, after DNS
 * rebinding, its own name leads to this service, and is in `Host`. An address cannot be rebound, and nobody outside owns
 * `localhost` or a name without a dot.
 * @param hosts the other names under which operators reach this service
 * @throws Refusal (403)
 */
export function checkSite({ host = '', origin }: IncomingHttpHeaders, hosts: readonly string[]): void {
  const name = nameOf(host);
  if (!isOwn(name) && !hosts.includes(name))
    throw ForbiddenHost.refusal(
      `Operators do not reach this service as ${name || 'a host without a name'}: call it by its address, or add the name to OPERATOR_HOSTS.`,
    );
  if (origin !== undefined && hostOf(origin) !== host.toLowerCase())
    throw ForbiddenOrigin.refusal(`Act from a page of ${host}, or from a program, and not from ${origin}.`);
}

const isOwn = (name: string): boolean =>
  isIP(name) > 0 || (name !== '' && !name.includes('.')) || name.endsWith('.localhost');

/** `Host` without its port, and an IPv6 address without its brackets. */
const nameOf = (host: string): string =>
  host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1');

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;
