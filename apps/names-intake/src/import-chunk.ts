import { Refusal } from '#libs/messaging';
import { z } from 'zod';
import { Name, Sex } from './name.js';

const Row = z.object({ name: Name, count: z.int().min(1).max(1_000_000) });

/** Consecutive lines of a file. */
export const Chunk = z
  .object({
    sex: Sex,
    lines: z.int().min(1).describe('how many lines the file has'),
    firstLine: z.int().min(1).describe('the number of the first of these'),
    names: z.array(Row).min(1).max(1_000),
  })
  .meta({ id: 'ImportChunk' });
export type Chunk = z.infer<typeof Chunk>;

export const Progress = z
  .object({ nextLine: z.int().describe('the line that is wanted next'), lines: z.int() })
  .meta({ id: 'ImportProgress' });
export type Progress = z.infer<typeof Progress>;

/**
 * How the import goes on after a chunk; undefined when these lines were taken before.
 * @throws Refusal when lines are missing before it, or there are more than the file has
 */
export function advance({ nextLine, lines }: Progress, { firstLine, names }: Chunk): Progress | undefined {
  if (firstLine < nextLine) return undefined;
  const next = { nextLine: nextLine + names.length, lines };
  if (firstLine === nextLine && next.nextLine <= lines + 1) return next;
  throw new Refusal('baby.import-out-of-step', `Go on with line ${nextLine} of ${lines}.`, 409, { nextLine });
}
