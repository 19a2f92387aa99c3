import { Refusal } from '#libs/messaging';
import { z } from 'zod';
import { Name, Sex } from './name.js';

const Row = z.object({ name: Name, count: z.int().min(1).max(1_000_000) });

/** Consecutive lines of an official file. */
export const Chunk = z
  .object({
    sex: Sex,
    lines: z.int().min(1).describe('the number of lines in the file'),
    firstLine: z.int().min(1).describe('the line number of the first name'),
    names: z.array(Row).min(1).max(1_000),
  })
  .meta({ id: 'ImportChunk' });
export type Chunk = z.infer<typeof Chunk>;

export const Progress = z
  .object({ nextLine: z.int().describe('the line that the next chunk must begin with'), lines: z.int() })
  .meta({ id: 'ImportProgress' });
export type Progress = z.infer<typeof Progress>;

/**
 * The progress after a chunk, or undefined when its lines were imported before.
 * @throws Refusal when the chunk skips lines, or has more than the file
 */
export function advanceImport(
  { nextLine, lines }: Progress,
  { firstLine, names }: Chunk,
): Progress | undefined {
  if (firstLine < nextLine) return undefined;
  const next = { nextLine: nextLine + names.length, lines };
  if (firstLine === nextLine && next.nextLine <= lines + 1) return next;
  throw new Refusal(
    'baby.import-out-of-step',
    `The chunk does not fit: continue with line ${nextLine} of ${lines}.`,
    409,
    { nextLine },
  );
}
