import type { Top10List } from './top10-list.js';

/**
 * How old the answer is, and how long others may give it. The list is the same for everybody and as good a second
 * later, so that a shared cache takes the load of a crowd; while this service is down, yesterday's list beats none.
 */
export const freshness = ({ asOf }: Pick<Top10List, 'asOf'>): Record<string, string> => ({
  'cache-control': 'public, max-age=1, stale-if-error=86400',
  ...(asOf && { 'last-modified': new Date(asOf).toUTCString() }),
});
