/**
 * How long a list may be cached. It is the same for all readers, and a second makes no difference, so a shared cache can
 * carry the load; while this service is down, yesterday's list is better than none.
 */
export const CACHE_HEADERS = { 'cache-control': 'public, max-age=1, stale-if-error=86400' };
