/** What a service exports for each of its routes: a histogram with twelve buckets, a sum and a count, and five classes of status. */
const PER_ROUTE = 19;
/** What a service with many routes exports beside them. */
const BESIDE = 180;
const FEW = 400;

/**
 * The series that a fresh service may export: Prometheus keeps every series in memory, for each replica.
 * @returns 400, and more for a service with more than eleven routes
 */
export const mostSeries = (routes: number): number => Math.max(FEW, BESIDE + PER_ROUTE * routes);
