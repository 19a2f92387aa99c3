/** What a lock is held by: a transaction. */
export type Owner = object;

interface Request {
  owner: Owner;
  isShared: boolean;
  grant: () => void;
  /** Ends the wait without the lock: the transaction was aborted. */
  giveUp: () => void;
}

/** The error of a deadlock, which PostgreSQL ends by refusing one of the two (SQLSTATE 40P01). */
export class Deadlock extends Error {
  override name = 'Deadlock';
  readonly code = '40P01';
}

/** Row and advisory locks as PostgreSQL has them: shared or exclusive, granted in the order of asking, held to the end. */
export class Locks {
  private readonly held = new Map<string, Map<Owner, boolean>>();
  private readonly waiting = new Map<string, Request[]>();

  /** Whether another transaction holds this lock, in a way that excludes an exclusive one. */
  isHeldByOther(key: string, owner?: Owner): boolean {
    return [...(this.held.get(key)?.keys() ?? [])].some((holder) => holder !== owner);
  }

  /** @throws Deadlock when the holder waits for this owner, directly or not */
  acquire(key: string, owner: Owner, isShared = false): Promise<void> | undefined {
    if (this.canHave(key, owner, isShared)) {
      this.grant(key, owner, isShared);
      return undefined;
    }
    if (this.wouldDeadlock(key, owner)) throw new Deadlock(`deadlock detected at ${key}`);
    return new Promise((resolve) => {
      const grant = () => {
        this.grant(key, owner, isShared);
        resolve();
      };
      const requests = this.waiting.get(key) ?? [];
      requests.push({ owner, isShared, grant, giveUp: resolve });
      this.waiting.set(key, requests);
    });
  }

  /** Ends whatever the owner holds or waits for, as the end of a transaction does. */
  release(owner: Owner): void {
    for (const [key, requests] of this.waiting) {
      const gone = requests.filter((request) => request.owner === owner);
      if (!gone.length) continue;
      this.waiting.set(
        key,
        requests.filter((request) => request.owner !== owner),
      );
      for (const { giveUp } of gone) giveUp();
      this.grantNext(key);
    }
    for (const [key, holders] of this.held) if (holders.delete(owner)) this.grantNext(key);
  }

  private canHave(key: string, owner: Owner, isShared: boolean): boolean {
    const others = [...(this.held.get(key) ?? [])].filter(([holder]) => holder !== owner);
    const isFirst = !this.waiting.get(key)?.length || this.held.get(key)?.has(owner);
    return Boolean(isFirst) && others.every(([, shared]) => shared && isShared);
  }

  private grant(key: string, owner: Owner, isShared: boolean): void {
    const holders = this.held.get(key) ?? new Map<Owner, boolean>();
    holders.set(owner, isShared && (holders.get(owner) ?? true));
    this.held.set(key, holders);
  }

  private grantNext(key: string): void {
    const requests = this.waiting.get(key) ?? [];
    for (let [next] = requests; next; [next] = requests) {
      const others = [...(this.held.get(key) ?? [])].filter(([holder]) => holder !== next?.owner);
      if (!others.every(([, shared]) => shared && next?.isShared)) return;
      requests.shift();
      next.grant();
    }
  }

  private wouldDeadlock(key: string, owner: Owner): boolean {
    const seen = new Set<Owner>();
    const waitsForOwner = (holder: Owner): boolean => {
      if (holder === owner) return true;
      if (seen.has(holder)) return false;
      seen.add(holder);
      return [...this.waiting].some(
        ([wanted, requests]) =>
          requests.some((request) => request.owner === holder) &&
          [...(this.held.get(wanted)?.keys() ?? [])].some((one) => one !== holder && waitsForOwner(one)),
      );
    };
    return [...(this.held.get(key)?.keys() ?? [])].some((one) => one !== owner && waitsForOwner(one));
  }
}
