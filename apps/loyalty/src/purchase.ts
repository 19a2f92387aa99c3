/** The largest amount of an order, in minor units. */
export const MOST_MONEY = 1_000_000_00;

/** How many digits the minor units of a currency have: two of a dollar, none of a yen (ISO 4217). */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;

/** The points of a purchase: one for each whole unit of the currency that was kept. */
export const pointsOf = ({ amount, currency }: { amount: number; currency: string }): number =>
  Math.floor(amount / 10 ** digitsOf(currency));

/**
 * What an account has: a refund may take points that were redeemed, so the rest is a debt.
 * @param own welcome points less redemptions
 * @param earned points of purchases
 */
export function balanceOf(own: number, earned: number): { balance: number; debt: number } {
  const points = own + earned;
  return points < 0 ? { balance: 0, debt: -points } : { balance: points, debt: 0 };
}
