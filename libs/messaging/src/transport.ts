import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Events } from './events.js';
import type { Messaging } from './messaging.js';

/**
 * Nest's custom transport, which connects `@EventPattern` handlers to messaging. The application must connect it with
 * `{ inheritAppConfig: true, deferInitialization: true }`, or `@Payload({ schema })` validates nothing, and must have a
 * filter that rethrows errors, because Nest's own replaces each one by "Internal server error".
 */
export class EventTransport extends Server implements CustomTransportStrategy {
  /** The transport awaits its handlers and reports their failures itself. */
  override readonly propagatesEventHandlerErrors = true;

  constructor(
    private readonly messaging: Messaging,
    private readonly events: Events,
  ) {
    super();
  }

  async listen(ready: (error?: unknown) => void): Promise<void> {
    try {
      this.checkHandlers();
      await this.messaging.start(this.messageHandlers);
      ready();
    } catch (error) {
      ready(error);
    }
  }

  close(): Promise<void> {
    return this.messaging.close();
  }

  on(): never {
    throw new Error('the event transport emits no events of its own');
  }

  unwrap<T>(): T {
    return this.messaging as T;
  }

  /** @throws Error unless `events.ts` and the subscribers name the same types, once each */
  private checkHandlers(): void {
    const declared = [...this.events.heard, ...this.events.effects].map(({ type }) => type);
    const handled = [...this.messageHandlers.keys()];
    const problems = [
      ...declared.filter((type) => !handled.includes(type)).map((type) => `nothing handles ${type}`),
      ...handled
        .filter((type) => !declared.includes(type))
        .map((type) => `${type} is handled but not declared`),
      ...handled
        .filter((type) => this.messageHandlers.get(type)?.next)
        .map((type) => `${type} is handled twice`),
    ];
    if (problems.length) throw new Error(`events.ts and the subscribers disagree: ${problems.join('; ')}`);
  }
}
