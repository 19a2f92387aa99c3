import { afterCommit, Database, type Tx } from '#libs/database';
import { Erasure, Outbox, Totals } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { Contacts, CustomerForgotten, FriendSuggested } from './events.js';
import { type Contact, FriendsStore } from './friends.store.js';

@Injectable()
export class Friends {
  private readonly suggested;

  constructor(
    private readonly database: Database,
    private readonly store: FriendsStore,
    private readonly outbox: Outbox,
    private readonly erasure: Erasure,
    private readonly totals: Totals,
    { metrics }: Telemetry,
  ) {
    this.suggested = metrics.count('friends_suggested_total', 'Pairs of customers suggested to each other');
  }

  /**
   * Stores how a customer is found and whom they look for, and matches those who look for each other. Of two who register
   * at the same moment, the second waits for the hashes they share, so that it sees the first.
   */
  async meet(tx: Tx, contact: Contact, friendHashes: string[] = []): Promise<void> {
    await this.store.lock(tx, contact.customerId, [contact.emailHash, ...friendHashes]);
    await this.store.putContact(tx, contact);
    await this.store.putWishes(tx, contact.customerId, friendHashes);
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

  suggestions(customerId: string): Promise<{ friendId: string }[]> {
    return this.database.inTransaction((tx) => this.store.suggestions(tx, customerId));
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
