import type { Heard, OptionalAttribute } from '#libs/messaging';
import type { ProviderState } from '#tooling/pacts';
import type { z } from 'zod';
import { ExpectedEvent } from './expected-event.js';
import { ExpectedRequest } from './expected-request.js';
import type { Pair } from './pair.js';

/** Builds an interaction, beginning with the provider states under which it happens. */
export class InteractionBuilder {
  constructor(
    private readonly pair: Pair,
    private readonly states: ProviderState[] = [],
  ) {}

  /** Adds a state, in words of the business. Its parameters tell the provider which ids to use. */
  given(name: string, params?: NonNullable<ProviderState['params']>): InteractionBuilder {
    return new InteractionBuilder(this.pair, [...this.states, params ? { name, params } : { name }]);
  }

  /**
   * Expects an event with exactly the fields that `heard` reads.
   * @param attributes an example of each optional attribute that `heard` declares, such as `entityversion`
   * @throws Error without a state, or when an example of an attribute is missing or not declared
   */
  expectsToReceive<Read extends z.ZodType>(
    heard: Heard<Read>,
    example: z.input<Read>,
    attributes: Partial<Record<OptionalAttribute, string | number>> = {},
  ): ExpectedEvent<Read> {
    if (!this.states.length)
      throw new Error(
        `The event ${heard.type} has no provider state; begin with given('…'), which causes it.`,
      );
    return new ExpectedEvent(this.pair, this.states, heard, example, attributes);
  }

  /** Begins a request; the description says what it is for. */
  uponReceiving(description: string): ExpectedRequest {
    return new ExpectedRequest(this.pair, this.states, description);
  }
}
