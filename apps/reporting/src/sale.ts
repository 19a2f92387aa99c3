/** A line of an order, with the price of each copy in minor units. */
interface PricedLine {
  recordId: string;
  quantity: number;
  price: number;
}

/** What an order is of, in one currency. */
interface Placed {
  currency: string;
  lines: PricedLine[];
}

/** A booking in the ledger of finance. */
export interface Booking {
  sequence: number;
  kind: 'payment' | 'refund';
  /** The id of the payment or the refund. */
  reference: string;
  /** What was taken for the order, less what was refunded, after this booking. */
  kept: number;
  currency: string;
  bookedAt: Date;
}

/** What the warehouse sent, or what came back to it. */
export interface Parcel {
  /** The id of the order, or of the return. */
  parcelId: string;
  kind: 'dispatch' | 'return';
  lines: { recordId: string; quantity: number }[];
  movedAt: Date;
}

/** What was heard of an order, in whichever order it came. */
export interface Sale {
  placed: Placed | null;
  bookings: Booking[];
  parcels: Parcel[];
}

/** What a report adds up. */
export interface Fact {
  kind: Booking['kind'] | Parcel['kind'];
  /** Of the booking; null of a fact about copies. */
  sequence: number | null;
  /** Null while it cannot be told for which record money was taken or refunded. */
  recordId: string | null;
  copies: number;
  /** In minor units, below zero when it was refunded. */
  amount: number;
  currency: string | null;
  happenedAt: Date;
}

/** Amounts by the id of a record. */
type Split = Map<string, number>;

const sum = (amounts: Iterable<number>): number => [...amounts].reduce((one, other) => one + other, 0);

/** The facts that follow from what was heard. Those of one booking add up to what the ledger has for it. */
export const factsOf = (sale: Sale): Fact[] => [...factsOfMoney(sale), ...factsOfCopies(sale)];

function factsOfMoney({ placed, bookings, parcels }: Sale): Fact[] {
  const prices = new Map(placed?.lines.map(({ recordId, price }) => [recordId, price]));
  /** What is kept for each record, as far as bookings could be split. */
  const kept: Split = new Map(placed?.lines.map(({ recordId }) => [recordId, 0]));
  let before = 0;
  return bookings
    .toSorted((one, other) => one.sequence - other.sequence)
    .flatMap((booking) => {
      const amount = booking.kept - before;
      before = booking.kept;
      const back = parcels.find(({ kind, parcelId }) => kind === 'return' && parcelId === booking.reference);
      const splits = booking.kind === 'payment' ? [priceOf(placed)] : [valueOf(back, prices), kept];
      const split = splits.map(signed(booking)).find((one) => one.size && sum(one.values()) === amount);
      for (const [recordId, part] of split ?? []) kept.set(recordId, (kept.get(recordId) ?? 0) + part);
      return [...(split ?? [[null, amount] as const])].map(([recordId, part]) =>
        moneyFact(booking, recordId, part),
      );
    });
}

const moneyFact = (
  { kind, sequence, currency, bookedAt }: Booking,
  recordId: string | null,
  amount: number,
) => ({
  kind,
  sequence,
  recordId,
  copies: 0,
  amount,
  currency,
  happenedAt: bookedAt,
});

/** What is refunded is below zero. */
const signed =
  ({ kind }: Booking) =>
  (split: Split): Split =>
    new Map([...split].map(([recordId, amount]) => [recordId, kind === 'refund' ? 0 - amount : amount]));

const priceOf = (placed: Placed | null): Split =>
  new Map(placed?.lines.map(({ recordId, quantity, price }) => [recordId, quantity * price]));

/** What came back, at the prices of the order; nothing when a price is unknown. */
function valueOf(back: Parcel | undefined, prices: Split): Split {
  const lines = back?.lines ?? [];
  if (!lines.every(({ recordId }) => prices.has(recordId))) return new Map();
  return new Map(lines.map(({ recordId, quantity }) => [recordId, quantity * (prices.get(recordId) ?? 0)]));
}

const factsOfCopies = ({ placed, parcels }: Sale): Fact[] =>
  parcels.flatMap(({ kind, lines, movedAt }) =>
    lines.map(({ recordId, quantity }) => ({
      kind,
      sequence: null,
      recordId,
      copies: quantity,
      amount: 0,
      currency: placed?.currency ?? null,
      happenedAt: movedAt,
    })),
  );
