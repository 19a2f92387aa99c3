import { listRecords, summaryOf } from './list-records.js';
import { shippedRecords } from './shipped-records.js';

const records = shippedRecords();
process.stdout.write(summaryOf(await listRecords(records, process.env), records.length));
