import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Chunk, MOST_LINES, MOST_ROWS } from './import-chunk.js';
import type { Sex } from './name.js';
import { type OfficialLine, readLine } from './official-line.js';

/** An official file of one year and one sex: `NAME,count` on each line. */
export interface OfficialFile {
  /** A hash of the content, independent of the file's name and line endings. */
  importId: string;
  sex: Sex;
  names: Chunk['names'];
}

/** A chunk must fit into a request. */
const MOST_BYTES = 80_000;

/** How many wrong lines a message shows. */
const MOST_SHOWN = 5;

/** A file that cannot be imported. The message shows the first wrong lines, and counts the others. */
export class BrokenFile extends Error {}

/**
 * Reads a whole file, so that nothing of a broken one is imported.
 * @throws BrokenFile naming the wrong lines, and what else is wrong
 */
export function readOfficialFile(path: string, text: string): OfficialFile {
  const sexes = sexesIn(basename(path));
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const problems = problemsOfFile(sexes, lines.length);
  const read = lines.length > MOST_LINES ? [] : lines.map((line, at) => readLine(line, at + 1));
  problems.push(...listed(read.flatMap((row) => ('problem' in row ? [row.problem] : []))));
  problems.push(...listed(repeatedIn(read)));
  const [sex] = sexes;
  if (!sex || problems.length) throw new BrokenFile(problems.join('\n'));
  const rows = read as OfficialLine[];
  return { importId: importIdOf(sex, rows), sex, names: rows.map(({ name, count }) => ({ name, count })) };
}

/** Whether both counts are babies, or one line was copied, only a person can tell. */
function repeatedIn(lines: ReturnType<typeof readLine>[]): string[] {
  const first = new Map<string, number>();
  return lines.flatMap((line, at) => {
    if ('problem' in line) return [];
    const before = first.get(line.name);
    first.set(line.name, before ?? at + 1);
    if (before === undefined) return [];
    return [
      `Line ${at + 1} has the name of line ${before} again: keep one line with the right count: ${line.spelling},${line.count}`,
    ];
  });
}

/** The chunk of a file that begins at a line, as large as a request may be. */
export function chunkFrom({ sex, names }: OfficialFile, firstLine: number): Chunk {
  const rows: Chunk['names'] = [];
  let bytes = 0;
  for (const row of names.slice(firstLine - 1, firstLine - 1 + MOST_ROWS)) {
    bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
    if (bytes > MOST_BYTES) break;
    rows.push(row);
  }
  return { sex, lines: names.length, firstLine, names: rows };
}

/**
 * Made of the names as the file spells them, and not of their canonical form: that may change with a new version, and a
 * file must not be imported twice then.
 */
function importIdOf(sex: Sex, rows: OfficialLine[]): string {
  const names = rows.map(({ spelling, count }) => ({
    name: spelling.trim().normalize('NFC').toUpperCase(),
    count,
  }));
  return createHash('sha256')
    .update(JSON.stringify([sex, names]))
    .digest('hex');
}

/** The sexes that the name of a file contains, as words of their own. */
function sexesIn(fileName: string): Sex[] {
  const words = fileName.toLowerCase().split(/[^a-z]+/);
  const has = (...some: string[]) => some.some((word) => words.includes(word));
  return [
    ...(has('girl', 'girls', 'female', 'females') ? ['female' as const] : []),
    ...(has('boy', 'boys', 'male', 'males') ? ['male' as const] : []),
  ];
}

function problemsOfFile(sexes: Sex[], lines: number): string[] {
  const problems: string[] = [];
  if (!sexes.length)
    problems.push('The file name does not tell the sex: rename the file to boys.csv or girls.csv.');
  if (sexes.length > 1)
    problems.push(
      'The file name tells both sexes: make one file for boys and one for girls, such as boys.csv.',
    );
  if (!lines)
    problems.push('The file has no lines: it must have a name and a count on each, such as OLIVER,6941.');
  if (lines > MOST_LINES)
    problems.push(`The file has ${lines} lines, and at most ${MOST_LINES} are allowed: split it.`);
  return problems;
}

function listed(problems: string[]): string[] {
  const others = problems.length - MOST_SHOWN;
  const more = others > 0 ? [`and ${others} more ${others === 1 ? 'line' : 'lines'} like these`] : [];
  return [...problems.slice(0, MOST_SHOWN), ...more];
}
