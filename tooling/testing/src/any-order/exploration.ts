import type { Tx } from '#libs/database';
import { isDeepStrictEqual } from 'node:util';
import { EFFECTS, type State } from './state.js';
import { attempt, type Subscribers } from './subscribers.js';
import type { TimelineEvent } from './timeline.js';

/** One delivery of a history: the event's place in the timeline, and whether its handler fails and is rolled back. */
export interface Delivery {
  event: number;
  fails?: boolean;
}

/** A history whose outcome is another one than that of the same events in their order. */
class OrderMatters extends Error {
  override name = 'OrderMatters';
}

/** The histories of one timeline, in the transaction given. */
export class Exploration {
  private readonly seen = new Set<string>();
  private ordered?: Promise<State>;

  constructor(
    private readonly subscribers: Subscribers,
    private readonly tx: Tx,
    private readonly events: TimelineEvent[],
    private readonly unversioned: ReadonlySet<string>,
  ) {}

  /** Visits every state that an order of the events leads to. @returns their number @throws OrderMatters */
  async run(): Promise<number> {
    await this.visit([]);
    return this.seen.size;
  }

  /** Makes these deliveries, then those that are missing, in order. @throws OrderMatters */
  async check(deliveries: Delivery[]): Promise<void> {
    const left = this.events.map((_, event) => ({ event }));
    const history = [...deliveries.filter(({ event }) => event < left.length), ...left];
    await this.judge(await this.outcomeOf(history), history);
  }

  /**
   * Goes on from here in every order. Each delivery fails first, and all earlier ones come again. That leaves no trace in
   * any state that is visited, so histories with more such troubles have the same outcome as those without.
   */
  private async visit(history: Delivery[]): Promise<void> {
    const state = JSON.stringify(await this.subscribers.read(this.tx));
    const done = new Set(history.map(({ event }) => event));
    const key = JSON.stringify([[...done].sort(), state]);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const left = this.events.map((_, event) => event).filter((event) => !done.has(event));
    if (!left.length) return this.finish(history);
    const failures: Error[] = [];
    for (const event of left) {
      const { error, value: failure } = await attempt(this.tx, () => this.goOn([...history, { event }]));
      if (error) throw error;
      if (failure) failures.push(failure);
    }
    if (failures.length === left.length) await this.judge(failures[0] as Error, history);
  }

  /** @returns the error of a handler that cannot deal with the event yet */
  private async goOn(history: Delivery[]): Promise<Error | undefined> {
    const { event } = history.at(-1) as Delivery;
    await this.deliver({ event, fails: true });
    const failure = await this.deliver({ event }).catch((error: unknown) => error as Error);
    if (!failure) await this.visit(history);
    return failure ?? undefined;
  }

  private async finish(history: Delivery[]): Promise<void> {
    await this.judge(await this.subscribers.outcome(this.tx), history);
    for (const { event } of history) await this.deliver({ event });
    await this.judge(await this.subscribers.outcome(this.tx), [...history, ...history]);
  }

  private async outcomeOf(history: Delivery[]): Promise<State | Error> {
    const { value, error } = await attempt(this.tx, async () => {
      for (const delivery of history) await this.deliver(delivery);
      return this.subscribers.outcome(this.tx);
    });
    return error ?? value;
  }

  private async deliver({ event, fails }: Delivery): Promise<void> {
    const run = () => this.subscribers.deliver(this.tx, this.events[event] as TimelineEvent);
    if (fails) await attempt(this.tx, run);
    else await run();
  }

  private async judge(found: State | Error, history: Delivery[]): Promise<void> {
    const expected = await (this.ordered ??= this.inOrder());
    if (isDeepStrictEqual(found, expected)) return;
    const steps = history.map((delivery) => this.describe(delivery));
    throw new OrderMatters([`after ${steps.join(', ')}:`, ...differences(found, expected)].join('\n  '));
  }

  /**
   * The outcome in order. Of the effects of one type, the newest must be the only one that is still to be done. Of events
   * without a version none is newer: each is to be told.
   */
  private async inOrder(): Promise<State> {
    const newest = new Map<unknown, unknown>();
    const { value, error } = await attempt(this.tx, async () => {
      let known: State = {};
      for (const event of this.events) {
        await this.subscribers.deliver(this.tx, event);
        const state = await this.subscribers.read(this.tx);
        const added = (state[EFFECTS] ?? []).filter(
          ({ id }) => !known[EFFECTS]?.some((one) => one.id === id),
        );
        for (const { type, id } of added) newest.set(this.unversioned.has(event.type) ? id : type, id);
        known = state;
      }
      return this.subscribers.outcome(this.tx, ({ type, id }) => newest.get(type) === id || newest.has(id));
    });
    if (error) throw error;
    return value;
  }

  private describe({ event, fails }: Delivery): string {
    return `${fails ? 'a failed ' : ''}${this.events[event]?.type} (version ${event + 1})`;
  }
}

const differences = (found: State | Error, expected: State): string[] =>
  found instanceof Error
    ? [`every event that is left fails: ${found.message}`]
    : Object.keys(expected)
        .filter((part) => !isDeepStrictEqual(found[part], expected[part]))
        .map(
          (part) =>
            `${part}: ${JSON.stringify(found[part])}\n    in order: ${JSON.stringify(expected[part])}`,
        );
