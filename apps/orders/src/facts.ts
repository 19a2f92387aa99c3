import type { CancelReason } from './events.js';
import type { Item } from './lines.js';
import type { Money } from './money.js';

/**
 * What may be known of an order beside its placement, by the event that tells it. A refusal that is final is a fact of its own:
 * no other one takes it back.
 */
interface Known {
  'order.payment-offered': object;
  'order.cancellation-requested': object;
  'order.cancelled': { reason: CancelReason };
  'order.return-requested': { lines: Item[] };
  'stock.reserved': { until: string };
  'stock.missing': object;
  'stock.released': { reason: 'expired' | 'requested' | 'undeliverable' };
  'stock.dispatched': { trackingId: string };
  'stock.returned': { lines: Item[] };
  'stock.return-rejected': { reason: string };
  'payment.taken': { kept: Money };
  'payment.refused': object;
  'payment.refused-finally': object;
  'payment.refunded': { kept: Money };
  'payment.refund-failed': object;
}
export type FactType = keyof Known;

/** An event as it is remembered. */
export interface FactOf<Type extends FactType> {
  type: Type;
  /** The id of the payment, the cancellation or the return; of all other events, that of the order. */
  about: string;
  /** The version of the order at the service that published the event. */
  version: number;
  data: Known[Type];
}
export type Fact = { [Type in FactType]: FactOf<Type> }[FactType];

/** The facts of one order. They are a set: when each of them was learned tells nothing. */
export class Facts {
  constructor(readonly all: readonly Fact[]) {}

  /** Those of a type, the newest last. */
  of<Type extends FactType>(type: Type): FactOf<Type>[] {
    return this.all
      .filter((fact): fact is Extract<Fact, FactOf<Type>> => fact.type === type)
      .toSorted((one, other) => one.version - other.version);
  }

  /** The newest of a type. */
  last<Type extends FactType>(type: Type): FactOf<Type> | undefined {
    return this.of(type).at(-1);
  }

  about<Type extends FactType>(type: Type, id: string): FactOf<Type> | undefined {
    return this.of(type).find(({ about }) => about === id);
  }

  has(type: FactType, id?: string): boolean {
    return this.all.some((fact) => fact.type === type && (id === undefined || fact.about === id));
  }

  /** With a further fact, which takes the place of an older one of its type about the same. */
  with(fact: Fact): Facts {
    const isSame = ({ type, about }: Fact) => type === fact.type && about === fact.about;
    const known = this.all.find(isSame);
    if (known && known.version >= fact.version) return this;
    return new Facts([...this.all.filter((one) => !isSame(one)), fact]);
  }
}

/** The id that a fact is about, and its version, as its event tells them. */
export const about = (id: string, { entityversion = 0 }: { entityversion?: number }) => ({
  about: id,
  version: entityversion,
});
