import { problemType } from '#libs/messaging';
import { z } from 'zod';
import { Name, Sex } from './name.js';

export const OtherFile = problemType({
  code: 'baby.import-other-file',
  status: 409,
  meaning: 'The import of this id began with another file.',
  advice: 'Use the SHA-256 of the file as the id.',
});

export const OutOfStep = problemType({
  code: 'baby.import-out-of-step',
  status: 409,
  meaning: 'The chunk leaves lines out, or has more lines than the file.',
  advice: 'Continue with the line `nextLine`.',
  members: { nextLine: z.int().meta({ description: 'The line that the next chunk must begin with' }) },
});

/** The content of a file, as a SHA-256 in hexadecimal digits. */
export const ImportId = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal digits');

/** How many babies were given a name. No year has had a hundredth as many with one name. */
export const Count = z.int().min(1, 'must be at least 1').max(1_000_000, 'must be at most 1,000,000');

/** Most lines of a file. */
export const MOST_LINES = 1_000_000;

/** The number of a line, or of all lines. */
export const Line = z.int().min(1).max(MOST_LINES);

/** A name and its count, as files and requests give it. */
export const Row = z.object({ name: Name, count: Count });
export type Row = z.infer<typeof Row>;

/** What one request and one event carry at most. */
export const MOST_ROWS = 1_000;

/** Consecutive lines of an official file. */
export const Chunk = z
  .object({
    sex: Sex,
    lines: Line.describe('the number of lines in the file'),
    firstLine: Line.describe('the line number of the first name'),
    names: z.array(Row).min(1).max(MOST_ROWS),
  })
  .meta({ id: 'ImportChunk' });
export type Chunk = z.infer<typeof Chunk>;

export const Progress = z
  .object({ nextLine: z.int().describe('the line that the next chunk must begin with'), lines: z.int() })
  .meta({ id: 'ImportProgress' });
export type Progress = z.infer<typeof Progress>;

/** What is known of a file: its chunks so far. */
export type Known = Progress & Pick<Chunk, 'sex'>;

/**
 * The progress after a chunk, or undefined when its lines were imported before.
 * @throws Refusal when the chunk is of another file, skips lines, or has more than the file
 */
export function advanceImport(
  { nextLine, lines, sex }: Known,
  { firstLine, names, ...file }: Chunk,
): Progress | undefined {
  if (file.sex !== sex || file.lines !== lines)
    throw OtherFile.refusal(
      `The import began with ${lines} lines of the sex ${sex}: use another id for another file.`,
    );
  if (firstLine < nextLine) return undefined;
  const next = { nextLine: nextLine + names.length, lines };
  if (firstLine === nextLine && next.nextLine <= lines + 1) return next;
  throw OutOfStep.refusal(`The chunk does not fit: continue with line ${nextLine} of ${lines}.`, {
    nextLine,
  });
}
