import { sell } from '#tooling/faults';
import type { LaunchedPlatform } from '#tooling/launcher';

const RECORDS = 5;
/** As many as one delivery may bring. */
const COPIES = 10_000;

const recordOf = (number: number) => ({
  artist: 'LOAD TEST',
  title: `Not for sale, volume ${number}`,
  year: 2026,
  genre: 'Jazz',
  tracks: [{ title: 'So What', seconds: 562 }],
  price: { amount: 1_299, currency: 'USD' },
});

/** Puts records up for sale, and copies of them on the shelf. @throws UserError when a service refuses */
export async function fillShop(platform: LaunchedPlatform): Promise<void> {
  const records = Array.from({ length: RECORDS }, (_, at) => recordOf(at + 1));
  await sell(platform, records, COPIES);
}
