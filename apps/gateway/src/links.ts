import type { IncomingHttpHeaders } from 'node:http';
import { PREFIX } from './public-api.js';

/** Whether the public API has a path. */
export type IsPublic = (path: string) => boolean;

/** A header that is a reference, and one that has references in angle brackets. */
const REFERENCES = ['location', 'content-location'] as const;
const LINK = /<(\/[^>]*)>/g;
/** The path of a cookie (RFC 6265, section 4.1.2.4). */
const COOKIE_PATH = /(?<=;\s*path=)[^;]*/gi;

/**
 * The headers of an answer whose references lead to the same things at the gateway, as paths: one to a public path of the service
 * gets the prefix, and one to a public path of this address, which services take from their configuration, loses the address.
 * The paths of cookies, too, which browsers would otherwise never send back. Everything else stays as it is: relative references, other addresses, and paths that the public API does not have, such as
 * `/docs`, which the gateway has itself.
 * @param host by which the caller reaches the gateway
 */
export function withPublicLinks(
  headers: IncomingHttpHeaders,
  host: string,
  isPublic: IsPublic,
): IncomingHttpHeaders {
  const lead = (reference: string) => {
    const path = pathAt(host, reference) ?? (isPath(reference) ? PREFIX + reference : '');
    return isPublic(path) ? path : reference;
  };
  const changed: IncomingHttpHeaders = { ...headers };
  for (const name of REFERENCES) if (headers[name]) changed[name] = lead(headers[name]);
  if (headers['set-cookie'])
    changed['set-cookie'] = [headers['set-cookie']].flat().map((one) => one.replaceAll(COOKIE_PATH, lead));
  if (headers.link)
    changed.link = [headers.link]
      .flat()
      .join(', ')
      .replaceAll(LINK, (_, reference: string) => `<${lead(reference)}>`);
  return changed;
}

const isPath = (reference: string): boolean => /^\/(?!\/)/.test(reference);

/** The path of a whole URL at a host. */
function pathAt(host: string, reference: string): string | undefined {
  const url = /^https?:/.test(reference) ? URL.parse(reference) : null;
  return url?.host === host ? url.pathname + url.search + url.hash : undefined;
}
