import { problemType } from '#libs/messaging';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { StorefrontConfig } from './storefront.config.js';

export const OtherSite = problemType({
  code: 'storefront.other-site',
  status: 403,
  meaning: 'A page of another site sends the request.',
  advice: 'Act from a page of the shop.',
});

/**
 * Whether the request may come from a page of the shop. Browsers say so (https://www.w3.org/TR/fetch-metadata/), old ones name the
 * origin at least, and what names neither is no browser.
 * @param publicUrl where browsers reach the shop, beside the host that the request names
 */
export function isOwn(
  { 'sec-fetch-site': site, origin, host }: IncomingHttpHeaders,
  publicUrl: string,
): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === undefined) return true;
  const from = URL.parse(origin)?.host;
  return from !== undefined && (from === host || from === new URL(publicUrl).host);
}

/** Refuses what a page of another site makes a browser send. */
@Injectable()
export class OwnPages implements CanActivate {
  constructor(private readonly config: StorefrontConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<{ headers: IncomingHttpHeaders }>();
    if (isOwn(headers, this.config.STOREFRONT_PUBLIC_URL)) return true;
    throw OtherSite.refusal();
  }
}
