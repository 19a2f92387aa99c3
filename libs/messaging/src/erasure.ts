import type { Tx } from '#libs/database';
import type { CoreDependencies } from './dependencies.js';
import type { SaidEvent } from './events.js';
import type { Outbox } from './outbox.js';

/** Keeps data about people outside messaging: usually one of a service's stores. */
export interface KeepsPersonalData {
  /** Deletes or anonymizes every row about a person. */
  erase(tx: Tx<any>, person: string): Promise<void>;
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
   * @throws Refusal (410) when the confirmation names the person: events about an erased person are refused
   */
  async erase(
    tx: Tx<any>,
    person: string,
    rows: KeepsPersonalData | undefined,
    confirmation: SaidEvent,
  ): Promise<void> {
    await this.messages.erase(tx, person);
    await this.platformRows?.erase(tx, person);
    await rows?.erase(tx, person);
    await this.outbox.add(tx, confirmation);
  }
}

/** Erases a person from everything that messaging keeps. */
export class MessageErasure {
  constructor(private readonly core: Pick<CoreDependencies, 'store' | 'broker' | 'telemetry'>) {}

  /**
   * Blanks what is stored about a person, and leaves a tombstone with their opaque id, so that later messages about them
   * are dropped, replays included.
   */
  async erase(tx: Tx, datasubject: string): Promise<void> {
    const { store, broker, telemetry } = this.core;
    await store.erasures.erase(tx, datasubject);
    // If this fails, the tombstone drops the messages that wait in the queue when they are delivered.
    store.afterCommit(tx, () => {
      telemetry.log.info({ datasubject }, 'a person was erased');
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
}
