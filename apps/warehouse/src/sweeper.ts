import { Recurring } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { each } from './each.js';
import { Fulfilment } from './fulfilment.js';
import { Returns } from './returns.js';
import { WarehouseConfig } from './warehouse.config.js';

/** How many orders and returns one sweep ends at most; the others wait for the next one. */
const MOST = 200;

/** Ends on a timer what has waited for too long. Of two replicas, the second finds nothing left. */
@Injectable()
export class Sweeper extends Recurring {
  constructor(
    fulfilment: Fulfilment,
    returns: Returns,
    { SWEEP_EVERY }: WarehouseConfig,
    telemetry: Telemetry,
  ) {
    super(telemetry, {
      name: 'sweep the warehouse',
      everyMs: SWEEP_EVERY,
      work: () =>
        each(['orders', 'returns'] as const, (what) =>
          what === 'orders' ? fulfilment.releaseOverdue(MOST) : returns.rejectOverdue(MOST),
        ),
      failure: 'what is overdue could not be ended; the next sweep tries again',
    });
  }
}
