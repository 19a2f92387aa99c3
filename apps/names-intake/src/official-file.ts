import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Chunk } from './import-chunk.js';
import { Name, type Sex } from './name.js';

/** An official file of one year and one sex: `NAME,count` on each line. */
export interface OfficialFile {
  /** A hash of the content, independent of the file's name and line endings. */
  importId: string;
  sex: Sex;
  names: Chunk['names'];
}

const MOST_ROWS = 1_000;
/** A chunk must fit into a request. */
const MOST_BYTES = 80_000;

/** How many wrong lines a message shows. */
const MOST_SHOWN = 5;

/** A file that cannot be imported. The message shows the first wrong lines, and counts the others. */
export class BrokenFile extends Error {}

/**
 * Reads a whole file, so that nothing of a broken one is imported.
 * @throws BrokenFile naming the wrong lines
 */
export function readOfficialFile(path: string, text: string): OfficialFile {
  const sex = sexOf(path);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const rows = lines.map((line, at) => readLine(line, at + 1));
  const problems = rows.flatMap((row) => ('problem' in row ? [row.problem] : []));
  if (!rows.length)
    problems.push('The file has no lines: it must have a name and a count on each, such as OLIVER,6941.');
  if (problems.length) throw new BrokenFile(listed(problems));
  const names = rows as Chunk['names'];
  const importId = createHash('sha256')
    .update(JSON.stringify([sex, names]))
    .digest('hex');
  return { importId, sex, names };
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

function listed(problems: string[]): string {
  const others = problems.length - MOST_SHOWN;
  const more = others > 0 ? [`and ${others} more ${others === 1 ? 'line' : 'lines'} like these`] : [];
  return [...problems.slice(0, MOST_SHOWN), ...more].join('\n');
}

function sexOf(path: string): Sex {
  const name = basename(path);
  if (/girl|female/i.test(name)) return 'female';
  if (/boy|male/i.test(name)) return 'male';
  throw new BrokenFile('The file name does not tell the sex: rename the file to boys.csv or girls.csv.');
}

function readLine(line: string, number: number): Chunk['names'][number] | { problem: string } {
  const [, text = '', digits = ''] = /^(.*),(\d{1,7})$/.exec(line) ?? [];
  const name = Name.safeParse(text);
  const count = Number(digits);
  if (name.success && count > 0) return { name: name.data, count };
  return {
    problem: `Line ${number} is not a name and a count, such as OLIVER,6941: ${line.slice(0, 80)}`,
  };
}
