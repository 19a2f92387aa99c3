import { type EventInteraction, type Interaction, interactionName, isEvent, type Pact } from '#tooling/pacts';

/** What makes a verification meaningless although Pact only warns of it, or answers with a different event. */
export function stateGaps({ interactions }: Pact, handlers: object): string[] {
  const events = interactions.filter(isEvent);
  return [...missingHandlers(interactions, handlers), ...stateless(events), ...ambiguous(events)];
}

function missingHandlers(interactions: Interaction[], handlers: object): string[] {
  const states = interactions.flatMap(({ providerStates = [] }) => providerStates.map(({ name }) => name));
  return [...new Set(states)]
    .filter((state) => !Object.hasOwn(handlers, state))
    .map((state) => `no state handler for "${state}"`);
}

const stateless = (events: EventInteraction[]): string[] =>
  events
    .filter(({ providerStates = [] }) => !providerStates.length)
    .map((event) => `${interactionName(event)}: no provider state says what causes it`);

function ambiguous(events: EventInteraction[]): string[] {
  const types = Map.groupBy(events, ({ description }) => description);
  return [...types]
    .map(
      ([description, all]) => [description, [...new Set(all.map(({ metadata }) => metadata.type))]] as const,
    )
    .filter(([, distinct]) => distinct.length > 1)
    .map(([description, distinct]) => `"${description}" describes ${distinct.join(' and ')}`);
}
