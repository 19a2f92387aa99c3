import type { Query, Tx } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { Sex } from './name.js';

interface Tables {
  registration: { id: string; name: string; sex: Sex };
}

export interface Registration {
  registrationId: string;
  name: string;
  sex: Sex;
}

@Injectable()
export class RegistrationsStore {
  /** Returns false when the registration exists already. */
  async insert(tx: Tx<Tables>, { registrationId, name, sex }: Registration): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('registration')
      .values({ id: registrationId, name, sex })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  find(query: Query<Tables>, registrationId: string): Promise<Registration | undefined> {
    return query
      .selectFrom('registration')
      .select(['id as registrationId', 'name', 'sex'])
      .where('id', '=', registrationId)
      .executeTakeFirst();
  }
}
