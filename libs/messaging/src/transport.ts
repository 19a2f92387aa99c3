import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Events } from './events.js';
import type { Messaging } from './messaging.js';

/**
 * Connects `@EventPattern` handlers to messaging: Nest's custom transport. The application must connect it with
 * `{ inheritAppConfig: true, deferInitialization: true }`, or `@Payload({ schema })` checks nothing, and must have a
 * filter that lets errors through, because Nest's own replaces each by "Internal server error".
 */
export class EventTransport extends Server implements CustomTransportStrategy {
  /** The transport awaits its handlers, so Nest must not report their failures a second time. */
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
    throw new Error('the event transport emits nothing');
  }

  unwrap<T>(): T {
    return this.messaging as T;
  }

  /** What `events.ts` declares and what subscribers handle must be the same, once each. */
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
