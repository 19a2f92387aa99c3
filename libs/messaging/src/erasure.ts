import type { Tx } from '#libs/database';
import type { CoreDependencies } from './dependencies.js';
import type { SaidEvent } from './events.js';
import type { Outbox } from './outbox.js';
import { Refusal } from './refusal.js';
import type { Holds } from './store.js';

/** Keeps data about people outside messaging: usually one of a service's stores. */
export interface KeepsPersonalData {
  /** Deletes or anonymizes every row about a person. */
  erase(tx: Tx<any>, person: string): Promise<void>;
  /**
   * Until when these rows hold the erasure of a person, because the service owes the person something. Once that has ended,
   * it is undefined; once the time has passed, the rows are erased all the same.
   */
  owedUntil?(tx: Tx<any>, person: string): Promise<Date | undefined>;
}

/**
 * An erasure is held, and its transaction must be rolled back. When a handler of an event throws it, the event comes again
 * until the erasure is possible.
 */
export class ErasureHeld extends Refusal {
  override name = 'ErasureHeld';

  /** @param forMs the longest time until the erasure is possible, in milliseconds */
  constructor(readonly forMs: number) {
    super('erasure-held', 'Something is owed to this person, and must end first: try again later.', 409, {
      retryAfter: Math.ceil(forMs / 1000),
    });
  }
}

/** Erases a person from a service: its messages, the platform's rows, its own rows and the confirmation, or nothing of it. */
export class Erasure {
  constructor(
    private readonly messages: MessageErasure,
    private readonly outbox: Outbox,
    private readonly platformRows?: KeepsPersonalData,
  ) {}

  /**
   * Erases a person and confirms it, in the transaction given. The messages come first: that waits for every
   * transaction that is saying or hearing something about the person, so their rows are erased too. A transaction that
   * locks rows before it says something must be waited for by the same lock before this is called, or the two can
   * deadlock.
   * @param person the opaque id that events name as their `person`
   * @param rows what the service keeps about the person, if it keeps anything
   * @param confirmation the event that tells others; it must not name the person as its `person`
   * @throws ErasureHeld while an unfinished message or the rows hold the erasure
   * @throws Refusal (410) when the confirmation names the person: events about an erased person are refused
   */
  async erase(
    tx: Tx<any>,
    person: string,
    rows: KeepsPersonalData | undefined,
    confirmation: SaidEvent,
  ): Promise<void> {
    await this.messages.erase(tx, person, () => rows?.owedUntil?.(tx, person));
    await this.platformRows?.erase(tx, person);
    await rows?.erase(tx, person);
    await this.outbox.add(tx, confirmation);
  }

  /** Whether a person was erased from the service. */
  has(tx: Tx<any>, person: string): Promise<boolean> {
    return this.messages.has(tx, person);
  }
}

type OwedUntil = () => Promise<Date | undefined> | undefined;

/** Erases a person from everything that messaging keeps. */
export class MessageErasure {
  /** @param holds for how long an unfinished message of each type holds an erasure, in milliseconds */
  constructor(
    private readonly core: Pick<CoreDependencies, 'store' | 'broker' | 'telemetry' | 'runtime'>,
    private readonly holds: Holds,
  ) {}

  /**
   * Blanks what is stored about a person, and leaves a tombstone with their opaque id, so that later messages about them
   * are dropped, replays included.
   * @param owedUntil until when something other than a message holds the erasure; asked once nothing writes about the person
   * @throws ErasureHeld while that or an unfinished message holds the erasure
   */
  async erase(tx: Tx, datasubject: string, owedUntil?: OwedUntil): Promise<void> {
    const { store, broker, telemetry } = this.core;
    const isOverdue = await this.checkHolds(tx, datasubject, owedUntil);
    await store.erasures.erase(tx, datasubject);
    // If this fails, the tombstone drops the messages that wait in the queue when they are delivered.
    store.afterCommit(tx, () => {
      telemetry.log.info({ datasubject }, 'a person was erased');
      if (isOverdue)
        telemetry.log.error(
          { datasubject },
          'what was owed to an erased person has not ended by its deadline',
        );
      broker
        .erase(datasubject)
        .catch((err: unknown) =>
          telemetry.log.warn(
            { err },
            'the queue could not be blanked; its messages about the person are dropped on delivery',
          ),
        );
    });
  }

  has(tx: Tx, datasubject: string): Promise<boolean> {
    return this.core.store.erasures.isForgotten(tx, datasubject);
  }

  /** Whether something was owed whose deadline has passed. */
  private async checkHolds(tx: Tx, datasubject: string, owedUntil?: OwedUntil): Promise<boolean> {
    const { store, runtime } = this.core;
    const byMessages = await store.erasures.heldForMs(tx, datasubject, this.holds);
    const until = await owedUntil?.();
    const byRows = until && until.getTime() - runtime.now();
    const forMs = Math.max(byMessages ?? -Infinity, byRows ?? -Infinity);
    if (forMs > 0) throw new ErasureHeld(forMs);
    return forMs > -Infinity;
  }
}
