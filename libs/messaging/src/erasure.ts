import type { Tx } from '#libs/database';
import type { CoreDependencies } from './dependencies.js';

/** Erases a person from everything that messaging stores. The service deletes its own rows itself. */
export class Erasure {
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
