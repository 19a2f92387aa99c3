import type { Tx } from '#libs/database';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { State } from './state.js';
import { attempt, type Subscribers } from './subscribers.js';
import { type Kind, timeline, type TimelineEvent } from './timeline.js';

/** Events up to which every order is tried. */
const EXHAUSTIVE = 5;
const MOST_EVENTS = 8;

/** One delivery of a history: the event's place in the timeline, and whether its handler fails and is rolled back. */
export interface Delivery {
  event: number;
  fails?: boolean;
}

/** Where an event stands in a history. */
type Status = 'new' | 'failed' | 'done' | 'repeated';

/** A history after which the state is another one than after the timeline in its order. */
export class OrderMatters extends Error {
  override name = 'OrderMatters';

  constructor(
    readonly history: string[],
    expected: State,
    found: State | Error,
  ) {
    super([`after ${history.join(', ') || 'nothing'}`, ...differences(expected, found)].join('\n  '));
  }
}

function differences(expected: State, found: State | Error): string[] {
  if (found instanceof Error) return [`every event that is left fails: ${found.message}`];
  return Object.keys(expected)
    .filter((table) => !isDeepStrictEqual(expected[table], found[table]))
    .map((table) => `${table}: ${JSON.stringify(found[table])}, in order ${JSON.stringify(expected[table])}`);
}

/** The subscribers of a service, and the life of one entity of which they hear. */
export class AnyOrder {
  constructor(
    private readonly subscribers: Subscribers,
    private readonly kinds: Kind[],
    private readonly known: Record<string, unknown> = {},
  ) {}

  /**
   * Tries every order of up to five events, each possibly failing first or coming twice, smallest first.
   * @returns the number of different states that were visited
   * @throws OrderMatters for the first history whose outcome differs
   */
  tryAll(size = EXHAUSTIVE): Promise<number> {
    return this.subscribers.explore(async (tx) => {
      let visited = 0;
      for (let events = 1; events <= size; events++)
        for (const kinds of this.lives(events))
          visited += await new Exploration(this.subscribers, tx, timeline(kinds, events, this.known)).run();
      return visited;
    });
  }

  /** Tries random histories of more events. @throws Error with the seed and a shrunk history, when the outcome differs */
  async tryRandom(runs: number, seed: number): Promise<void> {
    const history = fc.record({
      events: fc.integer({ min: EXHAUSTIVE + 1, max: MOST_EVENTS }),
      kinds: fc.integer({ min: 1, max: this.kinds.length }),
      deliveries: fc.array(fc.record({ event: fc.nat(MOST_EVENTS - 1), fails: fc.boolean() }), {
        maxLength: 2 * MOST_EVENTS,
      }),
    });
    await this.subscribers.explore((tx) =>
      fc.assert(
        fc.asyncProperty(history, ({ events, kinds, deliveries }) => {
          const life = timeline(this.kinds.slice(0, kinds), events, this.known);
          return new Exploration(this.subscribers, tx, life).check(deliveries);
        }),
        { seed, numRuns: runs },
      ),
    );
  }

  /** Whether anything happens at all: a test of subscribers that do nothing proves nothing. */
  doesSomething(): Promise<boolean> {
    return this.subscribers.explore(async (tx) => {
      const before = await this.subscribers.outcome(tx);
      for (const event of timeline(this.kinds, this.kinds.length, this.known)) {
        await this.subscribers.deliver(tx, event);
        if (!isDeepStrictEqual(before, await this.subscribers.outcome(tx))) return true;
      }
      return false;
    });
  }

  /** Lives that end early: what is heard last, such as an erasure, may hide what came before. */
  private lives(events: number): Kind[][] {
    return this.kinds.slice(0, events).map((_, at) => this.kinds.slice(0, at + 1));
  }
}

/** The histories of one timeline. */
class Exploration {
  private readonly seen = new Set<string>();

  constructor(
    private readonly subscribers: Subscribers,
    private readonly tx: Tx,
    private readonly events: TimelineEvent[],
  ) {}

  async run(): Promise<number> {
    const expected = await this.inOrder();
    await this.visit(expected, this.events.map(() => 'new'), []);
    return this.seen.size;
  }

  /** Makes these deliveries, then those that are missing. @throws OrderMatters */
  async check(deliveries: Delivery[]): Promise<void> {
    const expected = await this.inOrder();
    const left = this.events.map((_, event) => ({ event }));
    const history = [...deliveries.filter(({ event }) => event < left.length), ...left];
    const found = await attempt(this.tx, async () => {
      for (const delivery of history) await this.make(delivery);
      return this.subscribers.outcome(this.tx);
    });
    this.judge(expected, found.error ?? found.value, history);
  }

  private async inOrder(): Promise<State> {
    const found = await attempt(this.tx, async () => {
      for (const event of this.events) await this.subscribers.deliver(this.tx, event);
      return this.subscribers.outcome(this.tx);
    });
    if (found.error) throw found.error;
    return found.value;
  }

  /** Goes on from here in every way that leads to a state which was not visited before; at most one event has trouble. */
  private async visit(expected: State, statuses: Status[], history: Delivery[]): Promise<void> {
    const state = await this.subscribers.states.read(this.tx);
    const key = JSON.stringify([statuses, state]);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const left = statuses.filter(isLeft).length;
    if (!left) this.judge(expected, await this.subscribers.outcome(this.tx), history);
    const errors: Error[] = [];
    for (const [delivery, next] of nextDeliveries(statuses)) {
      const after = statuses.with(delivery.event, next);
      const { error } = await attempt(this.tx, async () => {
        await this.make(delivery);
        await this.visit(expected, after, [...history, delivery]);
      });
      if (error instanceof OrderMatters) throw error;
      if (error) errors.push(error);
    }
    if (left && errors.length >= left) this.judge(expected, errors[0] as Error, history);
  }

  private async make({ event, fails }: Delivery): Promise<void> {
    const deliver = () => this.subscribers.deliver(this.tx, this.events[event] as TimelineEvent);
    if (fails) await attempt(this.tx, deliver);
    else await deliver();
  }

  private judge(expected: State, found: State | Error, history: Delivery[]): void {
    if (isDeepStrictEqual(expected, found)) return;
    throw new OrderMatters(history.map((delivery) => this.describe(delivery)), expected, found);
  }

  private describe({ event, fails }: Delivery): string {
    return `${fails ? 'a failed ' : ''}${this.events[event]?.type} (version ${event + 1})`;
  }
}

const isLeft = (status: Status): boolean => status === 'new' || status === 'failed';

/** What can happen next: an event that is left comes; one of them fails first; or one of the others comes again. */
function nextDeliveries(statuses: Status[]): [Delivery, Status][] {
  const isCalm = statuses.every((status) => status === 'new' || status === 'done');
  return statuses.flatMap((status, event): [Delivery, Status][] => [
    ...(isLeft(status) ? [[{ event }, 'done'] as [Delivery, Status]] : []),
    ...(isCalm && status === 'new' ? [[{ event, fails: true }, 'failed'] as [Delivery, Status]] : []),
    ...(isCalm && status === 'done' ? [[{ event }, 'repeated'] as [Delivery, Status]] : []),
  ]);
}
