import { heard, type Heard, said } from '#libs/messaging';
import { z } from 'zod';
import { FLOW_EVENTS } from './flows.js';

export const noun = 'monitor';

/** Heard: what the flows name, and of its data only what names a process. */
export const flowEvents: Heard[] = FLOW_EVENTS.map(({ type, from, part, isPersonal }) =>
  heard(type, z.object(Object.fromEntries(part.map((field) => [field, z.string()]))), {
    from,
    part,
    attributes: isPersonal ? ['traceparent', 'datasubject'] : ['traceparent'],
  }),
);

/** Said. */
export const PersonForgotten = said('monitor.person-forgotten.v1', z.object({ person: z.string() }), {
  subject: 'person',
});
