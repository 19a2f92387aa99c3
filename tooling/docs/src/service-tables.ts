import { exportsOf } from '#libs/service';
import { type GeneratedFiles, withSection } from '#tooling/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alignedTable } from './table.js';

const FILES = 'apps/*/src/*.table.{js,ts}';

/** A table of a page that follows from the code of a service, as a file `apps/<service>/src/*.table.ts` exports it. */
interface ServiceTable {
  /** The page, and the mark around the table in it. */
  page: string;
  section: string;
  head: string[];
  rows: () => string[][];
}

/**
 * The pages with the tables that services export.
 * @param tree a folder with `apps/` in it
 * @throws UserError when a page has no place for its table
 */
export async function serviceTableFiles(root: string, tree?: string): Promise<GeneratedFiles> {
  const texts: Record<string, string> = {};
  for (const { page, section, head, rows } of (await exportsOf(FILES, tree)).filter(isTable)) {
    const text = texts[page] ?? readFileSync(join(root, page), 'utf8');
    texts[page] = withSection(text, page, section, `\n${alignedTable(head, rows())}\n`);
  }
  return { texts };
}

const isTable = (value: unknown): value is ServiceTable =>
  typeof value === 'object' && value !== null && 'page' in value && 'rows' in value;
