import type { Tx } from '#libs/database';
import { BaseRpcContext } from '@nestjs/microservices';
import type { Envelope } from './envelope.js';

/** What an event's handler gets beside the data, by `@Ctx()`. */
export class EventContext extends BaseRpcContext<[Envelope]> {
  constructor(
    readonly envelope: Envelope,
    /** The transaction that holds the inbox row: what the handler writes in it counts exactly once. */
    readonly tx: Tx,
    /** 1 for the first attempt. */
    readonly attempt: number,
    /** Aborted when the handler's time is over: nothing that it writes after that counts. */
    readonly signal: AbortSignal,
  ) {
    super([envelope]);
  }
}
