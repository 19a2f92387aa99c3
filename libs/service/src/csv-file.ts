import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Files cannot be imported. The message says which file and which row is wrong, and how. */
export class BrokenCsv extends Error {}

/**
 * The rows of a CSV file (RFC 4180) in UTF-8, by the names in its header line.
 * @throws BrokenCsv when the file cannot be read, is no CSV, or has a row that `schema` refuses
 */
export async function readCsv<Row extends z.ZodType>(
  folder: string,
  file: string,
  schema: Row,
): Promise<z.infer<Row>[]> {
  const text = await readFile(join(folder, file), 'utf8').catch((error: Error) => {
    throw new BrokenCsv(`${file} cannot be read: ${error.message}`);
  });
  const { data, error } = z.array(schema).safeParse(await rowsIn(file, text));
  if (data) return data;
  const { path, message } = error.issues[0]!;
  throw new BrokenCsv(`${file}, row ${Number(path[0]) + 1}: ${String(path[1])}: ${message}`);
}

async function rowsIn(file: string, text: string): Promise<unknown[]> {
  const { CsvError, parse } = await import('csv-parse/sync'); // only jobs read files
  try {
    return parse(text, { bom: true, columns: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BrokenCsv(`${file} is not CSV with a header line: ${error.message}`);
  }
}
