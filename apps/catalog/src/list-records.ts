import type { Env } from '#libs/service';
import { catalog } from './catalog.module.js';
import type { ListedRecord } from './record.js';
import { RecordsService } from './records.service.js';

/** Puts those records up for sale that the catalogue neither has nor had, as an admin process. Returns how many. */
export const listRecords = (records: ListedRecord[], env: Env): Promise<number> =>
  catalog.job({ ...env, PORT: '0', LOG_LEVEL: 'warn' }, async (get) => {
    const service = get(RecordsService);
    let listed = 0;
    for (const { recordId, facts } of records) if (await service.list(recordId, facts)) listed++;
    return listed;
  });

/** What such a process did. */
export const summaryOf = (listed: number, all: number): string =>
  `${listed} of ${all} records were put up for sale; the catalogue knew the other ${all - listed}.\n`;
