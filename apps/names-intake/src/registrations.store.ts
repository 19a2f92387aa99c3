import { type Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { Registration } from './registrations.js';

interface Tables {
  registration: { id: string; name: string; sex: string };
}

@Injectable()
export class RegistrationsStore {
  /** False when it is there already. */
  async insert(tx: Tx<Tables>, { registrationId, name, sex }: Registration): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('registration')
      .values({ id: registrationId, name, sex })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
}
