import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, message, type TestEnvironment } from '#tooling/testing';

type Event = ReturnType<typeof message>;

/** A customer as the events of `customers` describe them: by the hash of an address, with the hashes of friends. */
export interface Person {
  customerId: string;
  emailHash: string;
  friendHashes: string[];
  givenName: string;
  familyName: string;
}

export const NAME = { givenName: 'Ann', familyName: 'Archer' };

export const person = (friends: { emailHash: string }[] = [], emailHash = `hash-${newId()}`): Person => ({
  customerId: newId(),
  emailHash,
  friendHashes: friends.map((friend) => friend.emailHash),
  ...NAME,
});

/** Two customers who look for each other. */
export function couple(): [Person, Person] {
  const [one, other] = [person(), person()];
  one.friendHashes.push(other.emailHash);
  other.friendHashes.push(one.emailHash);
  return [one, other];
}

export const registered = (who: Person): Event =>
  message('customer.registered.v1', who, { datasubject: who.customerId, entityversion: 1 });
export const changed = (
  { customerId, givenName, familyName }: Person,
  emailHash: string,
  entityversion = 2,
): Event =>
  message(
    'customer.changed.v1',
    { customerId, emailHash, givenName, familyName },
    { datasubject: customerId, entityversion },
  );
export const verified = ({ customerId, emailHash: own }: Person, emailHash = own): Event =>
  message('email.verified.v1', { customerId, emailHash }, { datasubject: customerId });
/** A customer registers and verifies their address. */
export const joined = (who: Person): [Event, Event] => [registered(who), verified(who)];
export const erased = ({ customerId }: Person): Event => message('customer.erased.v1', { customerId });

/** Publishes events as `customers` and `email`, each after the one before was handled. */
export async function tell(
  environment: TestEnvironment,
  service: ServiceUnderTest,
  ...events: Event[]
): Promise<void> {
  for (const event of events) await tellAtOnce(environment, service, event);
}

export async function tellAtOnce(
  environment: TestEnvironment,
  service: ServiceUnderTest,
  ...events: Event[]
): Promise<void> {
  const isVerified = ({ attributes }: Event) => attributes.type === 'email.verified.v1';
  const senders = [
    ['email', events.filter(isVerified)],
    ['customers', events.filter((event) => !isVerified(event))],
  ] as const;
  await Promise.all(senders.map(([sender, sent]) => environment.deliver(sender, service, ...sent)));
}

/** What a customer is shown of their friends, page by page. */
export async function suggestionsFor(
  service: ServiceUnderTest,
  { customerId }: Person,
  limit = 20,
): Promise<{ friendId: string; name: object | null }[]> {
  const as = { person: customerId };
  const path = `/customers/${customerId}/friend-suggestions?limit=${limit}`;
  const pages = [await service.get(path, { as })];
  for (;;) {
    const [, next] = /^<(.+)>; rel="next"$/.exec(pages.at(-1)!.headers.get('link') ?? '') ?? [];
    if (!next) return pages.flatMap(({ body }) => body.suggestions ?? []);
    pages.push(await service.get(new URL(next, new URL(path, service.url)).href, { as }));
  }
}

/** The ids of the friends that a customer is shown; none before the service has heard of the customer, and after the erasure. */
export async function friendsOf(service: ServiceUnderTest, one: Person): Promise<string[]> {
  return (await suggestionsFor(service, one)).map(({ friendId }) => friendId);
}

/** The pairs that were said about a customer, as `customerId > friendId`. */
export async function saidAbout(service: ServiceUnderTest, { customerId }: Person): Promise<string[]> {
  const said = await service.said('friends.suggested.v1');
  return said
    .filter(({ body }) => [body?.customerId, body?.friendId].includes(customerId))
    .map(({ body }) => `${body.customerId} > ${body.friendId}`);
}
