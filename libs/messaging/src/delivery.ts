import { type Tx } from '#libs/database';
import { BaseRpcContext } from '@nestjs/microservices';
import type { Envelope } from './envelope.js';

/** What an event's handler gets beside the data, by `@Ctx()`. */
export class Delivery extends BaseRpcContext<[Envelope]> {
  constructor(
    readonly envelope: Envelope,
    /** The transaction that holds the inbox row: what the handler writes counts exactly once. */
    readonly tx: Tx,
    /** 1 for the first delivery. */
    readonly attempt: number,
  ) {
    super([envelope]);
  }
}

/** What an effect's handler gets beside the data, by `@Ctx()`. It runs outside any transaction. */
export class Run extends BaseRpcContext<[string]> {
  constructor(
    /** The same at every attempt: the outside world knows a repetition by it. */
    readonly key: string,
    /** 1 for the first run. */
    readonly attempt: number,
  ) {
    super([key]);
  }
}
