/** What a service exports for each of its routes: a histogram with twelve buckets, a sum and a count, and five classes of status. */
const PER_ROUTE = 19;
/** And for each type of event that it hears: a histogram with ten buckets, a sum and a count, the outcomes, and the time-outs. */
const PER_EVENT = 20;
/** What a service with many routes or events exports beside them. */
const BESIDE = 180;
const FEW = 400;

/**
 * The series that a fresh service may export: Prometheus keeps every series in memory, for each replica.
 * @param heard the types of events that it hears
 * @returns 400, and more for a service with many routes and events
 */
export const mostSeries = (routes: number, heard = 0): number =>
  Math.max(FEW, BESIDE + PER_ROUTE * routes + PER_EVENT * heard);
