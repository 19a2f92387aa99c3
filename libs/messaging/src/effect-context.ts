import { BaseRpcContext } from '@nestjs/microservices';

/** What an effect's handler gets beside the data, by `@Ctx()`. It runs outside any transaction. */
export class EffectContext extends BaseRpcContext<[string]> {
  constructor(
    /** The same at every attempt, so that a third party recognizes a repetition. */
    readonly key: string,
    /** 1 for the first attempt. */
    readonly attempt: number,
    /** Aborted when the handler's time is over: another attempt may begin. */
    readonly signal: AbortSignal,
  ) {
    super([key]);
  }
}
