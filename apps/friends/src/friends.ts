import { afterCommit, Database, type Tx } from '#libs/database';
import { type DataOf, type Envelope, Erasure, Outbox, Totals } from '#libs/messaging';
import { Awaited } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { Contacts, type CustomerChanged, CustomerForgotten, FriendSuggested } from './events.js';
import { type Contact, FriendsStore, type Suggestion } from './friends.store.js';

const CHARACTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What is kept of an event: of a family name, which friends need not see, the initial. */
export function contactOf(
  { customerId, emailHash, givenName, familyName }: DataOf<typeof CustomerChanged>,
  { entityversion: version = 1 }: Pick<Envelope, 'entityversion'>,
): Contact {
  const [initial] = CHARACTERS.segment(familyName);
  return {
    customerId,
    emailHash,
    version,
    name: { given: givenName, familyInitial: initial?.segment ?? '' },
  };
}

@Injectable()
export class Friends {
  private readonly suggested;

  constructor(
    private readonly database: Database,
    private readonly store: FriendsStore,
    private readonly outbox: Outbox,
    private readonly erasure: Erasure,
    private readonly awaited: Awaited,
    private readonly totals: Totals,
    { metrics }: Telemetry,
  ) {
    this.suggested = metrics.count('friends_suggested_total', 'Pairs of customers suggested to each other');
  }

  /**
   * Stores how a customer is found and whom they look for, and matches those who look for each other. Of two who register
   * at the same moment, the second waits for the hashes they share, so that it sees the first.
   * @param friendHashes only a registration tells them
   */
  async meet(tx: Tx, contact: Contact, friendHashes?: string[]): Promise<void> {
    await this.store.lock(tx, contact.customerId, [contact.emailHash, ...(friendHashes ?? [])]);
    await this.store.putContact(tx, contact, friendHashes && friendHashes.length > 0);
    await this.store.putWishes(tx, contact.customerId, friendHashes ?? []);
    await this.match(tx, contact.customerId);
    this.totals.add(tx, Contacts);
  }

  /** Stores that a customer reads mail at an address. Without it, anyone could ask in another's name who is registered. */
  async verify(tx: Tx, customerId: string, emailHash: string): Promise<void> {
    await this.store.lock(tx, customerId, [emailHash]);
    await this.store.putVerification(tx, customerId, emailHash);
    await this.match(tx, customerId);
    this.totals.add(tx, Contacts);
  }

  /** @param after the last friend whom the caller has read of */
  suggestions(customerId: string, after: string | undefined, most: number): Promise<Suggestion[]> {
    return this.database.inSnapshot(async (tx) => {
      if (!(await this.store.knows(tx, customerId))) throw await this.awaited.missing(tx, customerId);
      return this.store.suggestions(tx, customerId, after, most);
    });
  }

  async forget(tx: Tx, customerId: string): Promise<void> {
    await this.store.lock(tx, customerId); // a match in progress ends first, and is erased with the rest
    await this.erasure.erase(tx, customerId, this.store, CustomerForgotten({ customerId }));
  }

  private async match(tx: Tx, customerId: string): Promise<void> {
    for (const friendId of await this.store.match(tx, customerId))
      await this.suggest(tx, customerId, friendId);
  }

  private async suggest(tx: Tx, one: string, other: string): Promise<void> {
    if (!(await this.store.suggest(tx, one, other))) return;
    await this.outbox.add(tx, FriendSuggested({ customerId: one, friendId: other }));
    await this.outbox.add(tx, FriendSuggested({ customerId: other, friendId: one }));
    afterCommit(tx, () => this.suggested.add());
  }
}
