import { PUBLISHER, type Servers } from '../contender.js';
import { openPool, SAVE, serveThings } from '../things.js';

export const title = 'bare Fastify, no event';
export const redeliveredAfterMs = 0;

export function publish(servers: Servers): Promise<string> {
  const pool = openPool(servers, PUBLISHER);
  return serveThings(({ id, note }) => pool.query({ name: 'save', text: SAVE, values: [id, note] }));
}
