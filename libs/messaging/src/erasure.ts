import type { Tx } from '#libs/database';
import type { CoreDependencies } from './dependencies.js';

/** Forgets a person in everything that messaging keeps. A service deletes its own rows beside it. */
export class Erasure {
  constructor(private readonly core: Pick<CoreDependencies, 'store' | 'broker' | 'telemetry'>) {}

  /**
   * Blanks what is kept about a person and drops what may still come, replays included. The tombstone that makes later
   * messages fall is an opaque id.
   */
  async erase(tx: Tx, datasubject: string): Promise<void> {
    const { store, broker, telemetry } = this.core;
    await store.erasures.erase(tx, datasubject);
    // What still waits in the queue falls at the tombstone even if this never happens; it only goes sooner.
    store.afterCommit(tx, () => {
      telemetry.log.info({ datasubject }, 'forgotten');
      broker
        .erase(datasubject)
        .catch((err: unknown) => telemetry.log.warn({ err }, 'the queue could not be blanked yet'));
    });
  }
}
