import type { Tx } from '#libs/database';
import { BaseRpcContext } from '@nestjs/microservices';
import type { Envelope } from './envelope.js';
import { OPTIONAL_ATTRIBUTES, type OptionalAttribute } from './events.js';

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

/**
 * What a handler may read of an envelope: the attributes that every event has, and the optional ones that it declares.
 * Whatever a handler reads is declared, so the pact with the sender can demand it.
 * @throws Error from the attribute, when a handler reads one that it does not declare
 */
export function readableEnvelope(envelope: Envelope, declared: readonly OptionalAttribute[] = []): Envelope {
  const readable = { ...envelope };
  for (const name of OPTIONAL_ATTRIBUTES.filter((one) => !declared.includes(one)))
    Object.defineProperty(readable, name, { get: () => refuse(envelope.type, name), enumerable: false });
  return readable;
}

function refuse(type: string, name: string): never {
  throw new Error(
    `The handler of ${type} reads the attribute ${name}, which events.ts does not declare: add it to the attributes of heard().`,
  );
}
