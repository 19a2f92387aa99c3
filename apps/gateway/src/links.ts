import type { IncomingHttpHeaders } from 'node:http';
import { PREFIX } from './public-api.js';

/** Whether the public API has a path. */
export type IsPublic = (path: string) => boolean;

/** A header that is a reference, and one that has references in angle brackets. */
const REFERENCES = ['location', 'content-location'] as const;
const LINK = /<(\/[^>]*)>/g;

/**
 * The headers of an answer whose references lead to the same things at the gateway: one to a public path of the service gets the
 * prefix. Relative ones and whole URLs, which services take from their configuration, stay as they are; so does a path
 * that the public API does not have, such as `/docs`, which the gateway has itself.
 */
export function withPublicLinks(headers: IncomingHttpHeaders, isPublic: IsPublic): IncomingHttpHeaders {
  const lead = (reference: string) =>
    /^\/(?!\/)/.test(reference) && isPublic(PREFIX + reference) ? PREFIX + reference : reference;
  const changed: IncomingHttpHeaders = { ...headers };
  for (const name of REFERENCES) if (headers[name]) changed[name] = lead(headers[name]);
  if (headers.link)
    changed.link = [headers.link]
      .flat()
      .join(', ')
      .replaceAll(LINK, (_, reference: string) => `<${lead(reference)}>`);
  return changed;
}
