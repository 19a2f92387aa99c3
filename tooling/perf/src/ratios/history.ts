import { displayPath, UserError } from '#tooling/platform';
import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Ratio } from './comparison.js';
import { jsonIn } from './json-in.js';
import { median } from './statistics.js';

/** The ratios of one night. */
const Night = z.object({
  /** When it was measured. */
  at: z.iso.datetime(),
  commit: z.string(),
  /** By their names. */
  ratios: z.record(z.string(), z.number()),
  /** The names of those for which the machine was too restless. */
  restless: z.array(z.string()).optional(),
});
export type Night = z.infer<typeof Night>;

/** How many nights the rolling median has. */
const NIGHTS = 28;
/** How few of them say nothing. */
const LEAST = 7;
/** After how many restless nights in a row a ratio is taken for one that nobody guards. */
const RESTLESS = 3;
/** A night is worse when it exceeds the median by this share of it, and by this much. */
export const WORSE = { share: 0.1, by: 0.1 };

/** What is kept of one night: of an inconclusive ratio, its name. */
export function nightOf(at: Date, commit: string, found: readonly Ratio[]): Night {
  const nameOf = ({ id, cost }: Ratio) => `${id} ${cost}`;
  const isRestless = ({ verdict }: Ratio) => verdict === 'inconclusive';
  const told = found.filter((ratio) => !isRestless(ratio));
  return {
    at: at.toISOString(),
    commit,
    ratios: Object.fromEntries(told.map((one) => [nameOf(one), Number(one.ratio.value.toFixed(3))])),
    restless: found.filter(isRestless).map(nameOf),
  };
}

/** The ratios for which the machine was too restless in each of the last three nights. */
export const unguardedIn = (nights: readonly Night[]): string[] => {
  const last = nights.slice(-RESTLESS).map(({ restless = [] }) => restless);
  return last.length < RESTLESS ? [] : last[0]!.filter((name) => last.every((one) => one.includes(name)));
};

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

/**
 * The nights in a file of JSON lines, the oldest first. The file is made if there is none.
 * @throws UserError when the file cannot be written, or a line of it is no night
 */
export async function nightsIn(file: string): Promise<Night[]> {
  const cannot = ({ message }: Error) => {
    throw new UserError(`The history ${displayPath(file)} cannot be written: ${message}.`);
  };
  await appendFile(file, '').catch(cannot);
  const text = await readFile(file, 'utf8').catch(cannot);
  return (text.match(/.*\n|.+$/g) ?? []).map((line, at) => {
    const { data } = Night.safeParse(line.endsWith('\n') ? jsonIn(line) : undefined); // the next one would be glued to it
    if (data) return data;
    throw new UserError(
      `Line ${at + 1} of the history ${displayPath(file)} is no night: mend it, or delete the line.`,
    );
  });
}

/** Adds a night to the file. */
export const remember = (file: string, night: Night): Promise<void> =>
  appendFile(file, `${JSON.stringify(night)}\n`);
