/** Longest time for one attempt of a handler, in milliseconds, unless its event or effect declares another. */
export const HANDLER_LIMIT_MS = 30_000;

/** How much longer than its handler's limit a message stays leased, in milliseconds: for the rollback and the failure's row. */
const LEASE_MARGIN_MS = 15_000;

/** Longest wait for running handlers when the service stops, in milliseconds, unless the service sets another. */
export const DRAIN_MS = 20_000;

/** How long a message of the broker or the retry table stays leased for an attempt, in milliseconds, given its handler's limit. */
export const longestLeaseMs = (limitMs = HANDLER_LIMIT_MS): number => limitMs + LEASE_MARGIN_MS;
