import { afterCommit, Database } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { noSuchResource } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { BabyRegistered } from './events.js';
import { type Registration, RegistrationsStore } from './registrations.store.js';

@Injectable()
export class Registrations {
  private readonly count;

  constructor(
    private readonly database: Database,
    private readonly store: RegistrationsStore,
    private readonly outbox: Outbox,
    { metrics }: Telemetry,
  ) {
    this.count = metrics.count('babies_registered_total', 'Babies whose names were registered');
  }

  /** Registers a baby. A repetition, after an answer that was lost, has no effect. */
  register(registration: Registration): Promise<Registration> {
    return this.database.inTransaction(async (tx) => {
      if (!(await this.store.insert(tx, registration))) return registration;
      await this.outbox.add(tx, BabyRegistered(registration));
      afterCommit(tx, () => this.count.add());
      return registration;
    });
  }

  async registration(registrationId: string): Promise<Registration> {
    const found = await this.store.find(this.database.query, registrationId);
    if (!found) throw noSuchResource();
    return found;
  }
}
