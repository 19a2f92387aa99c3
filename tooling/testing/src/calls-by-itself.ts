import { isHttp, PACTS, readPacts } from '#tooling/pacts';

/** Whether a service calls a neighbour with a token of its own, by their pact, and not only with those of the people who ask. */
export const callsByItself = (service: string, neighbour: string): boolean =>
  readPacts(PACTS)
    .filter(({ consumer, provider }) => consumer.name === service && provider.name === neighbour)
    .flatMap(({ interactions }) => interactions.filter(isHttp))
    .some(({ request }) => [request.headers?.Authorization].flat().includes(`Bearer ${service}`));
