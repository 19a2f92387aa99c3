import type { Top10List } from './top10-list.js';

/**
 * How old a list is, and how long it may be cached. The list is the same for all readers, and a second makes no
 * difference, so a shared cache can carry the load; while this service is down, yesterday's list is better than none.
 */
export const cacheHeaders = ({ asOf }: Pick<Top10List, 'asOf'>): Record<string, string> => ({
  'cache-control': 'public, max-age=1, stale-if-error=86400',
  ...(asOf && { 'last-modified': new Date(asOf).toUTCString() }),
});
