import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { FLOW_EVENTS, FLOWS } from './flows.js';
import { LANDSCAPE } from './landscape.js';
import type { Landscape } from './map.js';
import { type Reaction, TrafficStore } from './traffic.store.js';

/**
 * How an event was seen to reach a consumer. `reacted`: the consumer published something because of it. `counted`: it was
 * published, and a total of the consumer proves what it does with it. `published`: it was published, and neither a step nor a total
 * proves anything. `never`: neither was seen, or no reaction that a step
 * expects. `unwatched`: no flow names the event, so the monitor does not hear it.
 */
type Seen = 'reacted' | 'counted' | 'published' | 'never' | 'unwatched';

export interface Edge {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  /** `strange`: it was seen, and is in no contract. */
  readonly seen: Seen | 'strange';
}

/** How long what was seen counts as current, in milliseconds. */
const KEPT_MS = 5_000;

/** Compares what the contracts say with what the newest processes of each flow have shown. */
@Injectable()
export class Traffic {
  private known?: { at: number; edges: Promise<Edge[]> };

  constructor(
    private readonly database: Database,
    private readonly store: TrafficStore,
  ) {}

  edges(): Promise<Edge[]> {
    if (!this.known || this.known.at < performance.now() - KEPT_MS)
      this.known = { at: performance.now(), edges: this.look() };
    return this.known.edges;
  }

  private look(): Promise<Edge[]> {
    const names = FLOWS.map(({ name }) => name);
    return this.database.inSnapshot(async (tx) =>
      edgesOf(LANDSCAPE, await this.store.published(tx, names), await this.store.reactions(tx, names)),
    );
  }
}

/** Every connection that a contract has or that was seen. */
export function edgesOf(
  { events, services }: Landscape,
  published: readonly string[],
  reactions: readonly Reaction[],
): Edge[] {
  const declared = events.flatMap(({ type, from, to, counted = [] }) =>
    to.map((consumer): Edge => {
      const seen = seenOf(type, consumer, published, reactions);
      const isCounted = seen === 'published' && counted.includes(consumer);
      return { type, from, to: consumer, seen: isCounted ? 'counted' : seen };
    }),
  );
  const isDeclared = (one: Reaction) =>
    declared.some(({ type, from, to }) => type === one.type && from === one.from && to === one.to);
  const known = new Set(services.map(({ name }) => name));
  const strange = reactions.filter((one) => one.from !== one.to && (!isDeclared(one) || !known.has(one.to)));
  return [...declared, ...strange.map((one) => ({ ...one, seen: 'strange' as const }))];
}

function seenOf(
  type: string,
  to: string,
  published: readonly string[],
  reactions: readonly Reaction[],
): Seen {
  if (!FLOW_EVENTS.some((event) => event.type === type)) return 'unwatched';
  if (reactions.some((one) => one.type === type && one.to === to)) return 'reacted';
  const isExpected = FLOWS.some(({ steps }) =>
    steps.some((step) => step.service === to && step.on.includes(type) && !step.optional),
  );
  return published.includes(type) && !isExpected ? 'published' : 'never';
}
