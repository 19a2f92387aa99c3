import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from './user-error.js';

/** Files that follow from what else is in the repository. */
export interface GeneratedFiles {
  /** Texts by their paths below the root. */
  texts: Record<string, string>;
  /** Globs below the root that match generated files only: a file that they match and that has no text is left over. */
  owned?: string[];
}

/** A file that is not as it is generated, and why. */
export interface StaleFile {
  file: string;
  why: 'missing' | 'stale' | 'left over';
}

/** Everything that several generators write. */
export const combined = (...all: GeneratedFiles[]): Required<GeneratedFiles> => ({
  texts: Object.assign({}, ...all.map(({ texts }) => texts)) as Record<string, string>,
  owned: all.flatMap(({ owned = [] }) => owned),
});

/** The files below `root` that are missing, stale or left over, by their paths; writes nothing. */
export function staleFiles({ texts, owned = [] }: GeneratedFiles, root: string): StaleFile[] {
  const leftOver = globSync(owned, { cwd: root }).filter((file) => !(file in texts));
  return [
    ...Object.entries(texts).flatMap(([file, text]): StaleFile[] => {
      const present = textOf(resolve(root, file));
      return present === text ? [] : [{ file, why: present === undefined ? 'missing' : 'stale' }];
    }),
    ...leftOver.map((file): StaleFile => ({ file, why: 'left over' })),
  ].sort((one, other) => (one.file < other.file ? -1 : 1));
}

/** Writes the files that are missing or stale, deletes those that are left over, and returns what it changed. */
export function writeFiles(generated: GeneratedFiles, root: string): StaleFile[] {
  const changed = staleFiles(generated, root);
  for (const { file } of changed) {
    const path = resolve(root, file);
    const text = generated.texts[file];
    mkdirSync(dirname(path), { recursive: true });
    if (text === undefined) rmSync(path);
    else writeFileSync(path, text);
  }
  return changed;
}

/** What stands between the marks `generated: <name>` and `end`, which are comments of Markdown or of YAML. */
const sectionNamed = (name: string): RegExp =>
  new RegExp(`^( *)(#|<!--) generated: ${name}( -->)?\\n(.*?)^\\1\\2 end\\3$`, 'ms');

/** The lines of a generated section of a page; undefined when the page has no such section. */
export const sectionOf = (page: string, name: string): string | undefined =>
  sectionNamed(name).exec(page)?.[4];

/**
 * The text of a file with other lines in one of its generated sections.
 * @param file what an error calls the text
 * @param lines end with a line end
 * @throws UserError when the file has no such section
 */
export function withSection(text: string, file: string, name: string, lines: string): string {
  if (sectionOf(text, name) === undefined) throw new UserError(missing(file, name));
  return text.replace(
    sectionNamed(name),
    (_all, indent: string, comment: string, close = '') =>
      `${indent}${comment} generated: ${name}${close}\n${lines}${indent}${comment} end${close}`,
  );
}

function missing(file: string, name: string): string {
  const [open, close] = file.endsWith('.md') ? ['<!--', ' -->'] : ['#', ''];
  return `${file} has no place for the ${name}: add a line "${open} generated: ${name}${close}" and, after it, a line "${open} end${close}".`;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
