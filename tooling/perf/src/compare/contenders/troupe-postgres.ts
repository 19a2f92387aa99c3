import { REDELIVERED_AFTER_MS } from '../troupe.js';

export { consume, prepare, publish } from '../troupe.js';
export const title = 'Troupe on PostgreSQL';
export const isOurs = true;
export const redeliveredAfterMs = REDELIVERED_AFTER_MS;
