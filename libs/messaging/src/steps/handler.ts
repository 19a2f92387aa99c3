import type { Telemetry } from '#libs/telemetry';
import type { MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { NoHandler } from '../diagnosis.js';
import { EffectContext } from '../effect-context.js';
import { readData } from '../envelope.js';
import { EventContext, readableEnvelope } from '../event-context.js';
import type { OptionalAttribute } from '../events.js';
import type { Handle, Work } from './handle.js';
import { untilAborted } from './limit.js';

/**
 * The last step: calls the service's handler.
 * @param attributes the optional attributes that the handler of each type declares
 */
export const handler =
  (
    { service }: Pick<Telemetry, 'service'>,
    handlers: ReadonlyMap<string, MessageHandler>,
    attributes: ReadonlyMap<string, readonly OptionalAttribute[]>,
  ): Handle =>
  async (work) => {
    const handle = handlers.get(work.type);
    if (!handle) throw new NoHandler(`${service} has no handler for ${work.type}`);
    const signal = work.signal ?? new AbortController().signal;
    await untilAborted(signal, async () => {
      const result: unknown = await handle(
        readData(work),
        contextOf(work, signal, attributes.get(work.type)),
      );
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    });
    return 'done';
  };

const contextOf = (
  { id, event, attempts }: Work,
  signal: AbortSignal,
  attributes?: readonly OptionalAttribute[],
): EventContext | EffectContext =>
  event
    ? new EventContext(readableEnvelope(event.envelope, attributes), event.tx, attempts + 1, signal)
    : new EffectContext(id, attempts + 1, signal);
