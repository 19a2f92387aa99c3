import { type Channel, channel } from 'node:diagnostics_channel';

/**
 * The places between every two steps of a message, in the order of its way. Each is a channel of `node:diagnostics_channel`
 * (`troupe.failpoint.<point>`), and costs nothing while nobody has subscribed to it.
 */
export const FAILPOINTS = [
  'outbox.adding',
  'outbox.added',
  'outbox.committed',
  'relay.publishing',
  'relay.published',
  'relay.marking',
  'relay.marked',
  'receiver.taken',
  'receiver.started',
  'inbox.entered',
  'inbox.handled',
  'receiver.handled',
  'receiver.acknowledged',
  'retry.failed',
  'retry.stored',
  'retry.claimed',
  'retry.finished',
  'hospital.admitting',
  'hospital.admitted',
  'effect.added',
  'effect.running',
  'effect.called',
  'effect.done',
] as const;

export type Failpoint = (typeof FAILPOINTS)[number];

/** What passes a failpoint: one message, or the first one of a batch. */
export interface Passed {
  id: string;
  type: string;
  /** What the inbox has said of it. */
  claim?: string;
}

/** What a subscriber gets. */
export interface Passage extends Passed {
  /** Set by a subscriber to make the step fail. */
  error?: Error;
}

const CHANNELS = Object.fromEntries(
  FAILPOINTS.map((point) => [point, channel(`troupe.failpoint.${point}`)]),
) as Record<Failpoint, Channel>;

/** Lets a message pass a failpoint. @throws what a subscriber has set, and nothing without one */
export function pass(point: Failpoint, passed: Passed): void {
  if (CHANNELS[point].hasSubscribers) publish(CHANNELS[point], passed);
}

function publish(to: Channel, { id, type, ...more }: Passed): void {
  const passage: Passage = { id, type, ...(more.claim !== undefined && { claim: more.claim }) };
  to.publish(passage);
  if (passage.error) throw passage.error;
}
