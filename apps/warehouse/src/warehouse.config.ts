import { configuration } from '#libs/service';
import { z } from 'zod';

export class WarehouseConfig extends configuration('warehouse', {
  INITIAL_STOCK: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(10)
    .meta({ description: 'How many of a record are on the shelf when it is listed for the first time' }),
}) {}
