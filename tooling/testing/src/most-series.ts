/** What a service exports for each of its routes: a histogram with twelve buckets, a sum and a count, and five classes of status. */
const PER_ROUTE = 19;
/** And for each type of event that it hears: a histogram with ten buckets, a sum and a count, the outcomes, and the time-outs. */
const PER_EVENT = 20;
/** And for each neighbour that it calls: a histogram with twelve buckets, a sum and a count, eight reasons of failures, and its circuit. */
const PER_PEER = 24;
/** What a service with many routes, events or neighbours exports beside them. */
const BESIDE = 108;
/** So many neighbours are counted at least. */
const FEW_PEERS = 3;
const FEW = 400;

/**
 * The series that a fresh service may export: Prometheus keeps every series in memory, for each replica.
 * @param heard the types of events that it hears
 * @param peers the neighbours and third parties that it calls
 * @returns 400, and more for a service with many routes, events and neighbours
 */
export const mostSeries = (routes: number, heard = 0, peers = 0): number =>
  Math.max(FEW, BESIDE + PER_ROUTE * routes + PER_EVENT * heard + PER_PEER * Math.max(FEW_PEERS, peers));
