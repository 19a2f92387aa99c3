import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Git, gitIn, jsonAt, UserError } from '#tooling/platform';
import { breaks, type DocumentFiles } from './breaking-changes.js';
import { CHANGELOGS, type Changes, changesOf, withChanges } from './changelog.js';
import { PLATFORM_EVENTS } from './platform-events.js';
import { PUBLIC_API } from './public-api.js';

/** The list of breaks that were meant: a line for each, as it is named. */
export const MEANT = 'contracts/breaks.md';
/** The documents of services. */
export const FOLDERS = ['contracts/openapi', 'contracts/asyncapi'];

/** What became of the services' documents since a revision; those of the whole platform say nothing else. */
export interface Comparison {
  /** Where the two histories parted. */
  revision: string;
  /** How many documents there were. */
  documents: number;
  /** What breaks and was not meant. */
  breaks: string[];
  /** What breaks and was added to the list since; what stood there before counts no more. */
  meant: string[];
  /** The changelogs that lack a change of this branch, as they should be. */
  unwritten: { file: string; text: string; lines: string[] }[];
}

/**
 * Compares the documents with what they were where this branch left `ref`.
 * @throws UserError when that cannot be known; it says what to do
 */
export function compareSince(ref: string, root: string): Comparison {
  const git = gitIn(root);
  const revision = partingFrom(ref, git);
  const all = parsed(jsonAt(git, revision, ...FOLDERS));
  const { [PUBLIC_API]: _api, [PLATFORM_EVENTS]: _events, ...before } = all;
  const documents = Object.keys(before).length;
  if (!documents)
    throw new UserError(`${ref} had no documents yet at ${revision}: there is nothing to compare`);
  const files = globSync(`{${FOLDERS.join(',')}}/*.json`, { cwd: root });
  const now = Object.fromEntries(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const after = parsed(now);
  const found = breaks(before, after);
  const added = addedTo(MEANT, root, revision, git);
  const isMeant = (one: string) => added.includes(`- ${one}`);
  return {
    revision,
    documents,
    breaks: found.filter((one) => !isMeant(one)),
    meant: found.filter(isMeant),
    unwritten: Object.entries(CHANGELOGS).flatMap(([document, file]) => {
      const [had, has] = [all[document], after[document]];
      return had && has ? unwrittenIn(file, textAt(git, revision, file), changesOf(had, has), root) : [];
    }),
  };
}

/** What the changelog of a branch lacks that begins with the one at its parting. */
function unwrittenIn(file: string, before: string, changes: Changes, root: string): Comparison['unwritten'] {
  const now = textIn(root, file);
  const text = withChanges(before || now, changes);
  const known = now.split('\n');
  const lines = text.split('\n').filter((line) => !known.includes(line));
  return lines.length ? [{ file, text, lines }] : [];
}

/** The revision where this branch left another. @throws UserError when that cannot be known; it says what to do */
export function partingFrom(ref: string, git: Git): string {
  try {
    return git('merge-base', ref, 'HEAD');
  } catch (cause) {
    const advice =
      'check the name; git fetch origin main:main fetches main, git fetch --unshallow completes a shallow clone';
    throw new UserError(`Cannot tell where this branch left ${ref}: ${advice}`, { cause });
  }
}

const parsed = (texts: Record<string, string>): DocumentFiles =>
  Object.fromEntries(
    Object.entries(texts).map(([file, text]) => [file, JSON.parse(text) as DocumentFiles[string]]),
  );

/** The lines of a file that it did not have at `revision`. */
function addedTo(file: string, root: string, revision: string, git: Git): string[] {
  const had = textAt(git, revision, file).split('\n');
  return textIn(root, file)
    .split('\n')
    .filter((line) => !had.includes(line));
}

const textIn = (root: string, file: string): string =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';

const textAt = (git: Git, revision: string, file: string): string =>
  git('ls-tree', revision, file) ? `${git('show', `${revision}:./${file}`)}\n` : '';
