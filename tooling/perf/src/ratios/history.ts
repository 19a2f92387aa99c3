import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import type { Ratio } from './comparison.js';
import { median } from './statistics.js';

/** The ratios of one night, by their names. */
export interface Night {
  /** When it was measured, as an ISO 8601 time. */
  at: string;
  commit: string;
  ratios: Record<string, number>;
}

/** How many nights the rolling median has. */
const NIGHTS = 28;
/** How few of them say nothing. */
const LEAST = 7;
/** A night is worse when it exceeds the median by this share of it, and by this much. */
export const WORSE = { share: 0.1, by: 0.1 };

/** What is kept of one night: nothing of an inconclusive ratio. */
export const nightOf = (at: Date, commit: string, ratios: readonly Ratio[]): Night => ({
  at: at.toISOString(),
  commit,
  ratios: Object.fromEntries(
    ratios
      .filter(({ verdict }) => verdict !== 'inconclusive')
      .map(({ id, cost, ratio }) => [`${id} ${cost}`, Number(ratio.value.toFixed(3))]),
  ),
});

/** The ratios that were worse than the median of the 28 nights before, both relatively and absolutely, in two of the last three nights. */
export const regressionsIn = (nights: readonly Night[]): string[] =>
  Object.keys(nights.at(-1)?.ratios ?? {}).filter((name) => {
    const values = nights.map(({ ratios }) => ratios[name]).filter((value) => value !== undefined);
    const [known, latest] = [values.slice(0, -3).slice(-NIGHTS), values.slice(-3)];
    if (known.length < LEAST) return false;
    const usual = median(known);
    return (
      latest.filter((value) => value > usual * (1 + WORSE.share) && value > usual + WORSE.by).length >= 2
    );
  });

/** Adds a night to a file of JSON lines. @returns all nights in it, the oldest first */
export async function remember(file: string, night: Night): Promise<Night[]> {
  const before = existsSync(file) ? await readFile(file, 'utf8') : '';
  await appendFile(file, `${JSON.stringify(night)}\n`);
  const lines = before.split('\n').filter(Boolean);
  return [...lines.map((line) => JSON.parse(line) as Night), night];
}
