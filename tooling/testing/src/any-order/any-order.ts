import type { Tx } from '#libs/database';
import type { Service } from '#libs/service';
import fc from 'fast-check';
import { beforeEvents } from './before-events.js';
import { edgesOf } from './edges.js';
import { Exploration } from './exploration.js';
import { attempt, type Subscribers } from './subscribers.js';
import { entityOf, type Kind, kindsHeardBy, timeline } from './timeline.js';

/** A service that hears of so many entities hears of each in the same way: every order is tried of one event fewer. */
const MANY = 4;
const MOST_EVENTS = 8;

type Data = Record<string, unknown>;
/** The subscribers of one service, and the life of one entity that they hear of. */
export class AnyOrder {
  private constructor(
    readonly noun: string,
    private readonly subscribers: Subscribers,
    private readonly kinds: Kind[],
    private readonly known: Data,
    private readonly exhaustive: number,
  ) {}

  /**
   * One for each entity that the service hears of.
   * @param exhaustive the events up to which every order is tried; one fewer where the service hears of many entities
   */
  static async of(service: Service, subscribers: Subscribers, exhaustive: number): Promise<AnyOrder[]> {
    const before = await beforeEvents(service);
    const heard = [...(await kindsHeardBy(service))];
    const most = heard.length < MANY ? exhaustive : exhaustive - 1;
    const entities = heard.map(async ([noun, kinds]) => {
      const known = (await before?.(subscribers.service, entityOf(noun))) ?? {};
      return new AnyOrder(noun, subscribers, kinds, known, most);
    });
    return Promise.all(entities);
  }

  /**
   * Tries every order of few events, smallest first; each delivery fails first, and comes again.
   * @returns the number of different states that were visited
   * @throws OrderMatters for the first history whose outcome differs
   */
  tryAll(): Promise<number> {
    return this.subscribers.explore(async (tx) => {
      let visited = 0;
      for (let size = 1; size <= this.exhaustive; size++)
        for (let kinds = 1; kinds <= Math.min(size, this.kinds.length); kinds++)
          visited += await this.exploration(tx, kinds, size).run();
      return visited;
    });
  }

  /** Tries random histories of more events. @throws Error with the seed and a shrunk history when an outcome differs */
  async tryRandom(histories: number, seed: number): Promise<void> {
    await this.subscribers.explore(async (tx) => {
      const explorations = new Map<string, Exploration>();
      const property = fc.asyncProperty(this.history(), ({ kinds, size, deliveries }) => {
        const key = `${kinds} ${size}`;
        const known = explorations.get(key) ?? this.exploration(tx, kinds, size);
        explorations.set(key, known);
        return known.check(deliveries);
      });
      await fc.assert(property, { seed, numRuns: histories });
    });
  }

  /**
   * Delivers each event at the edges of what its schema admits, twice: a sum must fit, too.
   * @returns what the subscribers fail at
   */
  tryEdges(): Promise<string[]> {
    return this.subscribers.explore(async (tx) => {
      const failures: string[] = [];
      for (const { what, events } of this.kinds.flatMap((kind) => edgesOf(kind, this.known))) {
        const { error } = await attempt(tx, async () => {
          for (const event of events) await this.subscribers.deliver(tx, event);
        });
        if (error) failures.push(`${what}: ${error.message}`);
      }
      return failures;
    });
  }

  /**
   * Has each event handled twice whose handler is declared `repeatable`: after itself, and after all others.
   * @returns the types of events whose second time changes something, publishes something, or begins an effect
   */
  tryRepeats(): Promise<string[]> {
    return this.subscribers.explore(async (tx) => {
      const failures = new Set<string>();
      const events = timeline(this.kinds, MOST_EVENTS, this.known);
      for (const [at, event] of events.entries()) {
        await this.subscribers.deliver(tx, event);
        const heard = events.slice(0, at + 1).filter(({ type }) => this.repeatable.has(type));
        for (const one of at === MOST_EVENTS - 1 ? heard : heard.filter((other) => other === event)) {
          const { value: isSame } = await attempt(tx, async () => {
            await this.subscribers.finishEffects(tx);
            const before = await this.subscribers.everything(tx);
            await this.subscribers.repeat(tx, one);
            return (await this.subscribers.everything(tx)) === before;
          });
          if (!isSame) failures.add(one.type);
        }
      }
      return [...failures];
    });
  }

  /** The types whose handlers do not read which event is the newer one. */
  private get unversioned(): Set<string> {
    const kinds = this.kinds.filter(({ heard }) => !heard.attributes?.includes('entityversion'));
    return new Set(kinds.map(({ heard }) => heard.type));
  }

  /** The types whose handlers are declared `repeatable`. */
  private get repeatable(): Set<string> {
    return new Set(this.kinds.filter(({ heard }) => heard.repeatable).map(({ heard }) => heard.type));
  }

  /** The types of events that change nothing in order: what is tried with them proves nothing. */
  idle(): Promise<string[]> {
    return this.subscribers.explore(async (tx) => {
      const idle: string[] = [];
      let state = '';
      for (const event of timeline(this.kinds, this.kinds.length, this.known)) {
        const before = (state ||= JSON.stringify(await this.subscribers.read(tx)));
        await this.subscribers.deliver(tx, event);
        state = JSON.stringify(await this.subscribers.read(tx));
        if (state === before) idle.push(event.type);
      }
      return idle;
    });
  }

  /** The first kinds only, too: what is heard last, such as an erasure, may hide what came before. */
  private exploration(tx: Tx, kinds: number, size: number): Exploration {
    const events = timeline(this.kinds.slice(0, kinds), size, this.known);
    return new Exploration(this.subscribers, tx, events, this.unversioned);
  }

  private history() {
    const delivery = fc.record({ event: fc.nat(MOST_EVENTS - 1), fails: fc.boolean() });
    return fc.record({
      kinds: fc.integer({ min: 1, max: this.kinds.length }),
      size: fc.integer({ min: this.exhaustive + 1, max: MOST_EVENTS }),
      deliveries: fc.array(delivery, { maxLength: MOST_EVENTS }),
    });
  }
}
