import type { ArchiveSource, ArchivedFile, MessageArchive } from '#libs/messaging';
import { displayPath, UserError } from '#tooling/platform';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Content, readLines, syncFolder, writeLines } from './archive-file.js';

/** Messages of one file: so many are deleted in one transaction. */
const MOST_IN_A_FILE = 50_000;
const DRAFT = '.part';

/** A draft that was read back, and what its lines are about. */
interface Draft extends Content {
  path: string;
  ids: string[];
}

/**
 * The folder with the archives of one service. A file bears its name only after its messages are deleted; until then it is a
 * draft. The database records a file in the transaction that deletes its messages, so that after an interruption it tells
 * whether a draft only lacks its name, or its messages are still there.
 */
export class ArchiveFolder {
  private readonly folder: string;

  constructor(
    root: string,
    private readonly service: string,
    private readonly messages: Pick<MessageArchive, 'inTransaction' | 'lines' | 'remove' | 'recorded'>,
    private readonly mostInAFile = MOST_IN_A_FILE,
  ) {
    this.folder = join(root, service);
  }

  /** Ends what an interrupted run has left: names the drafts whose messages were deleted, and removes the others. */
  async finish(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const drafts = (await readdir(this.folder)).filter((name) => name.endsWith(DRAFT));
    for (const draft of drafts) {
      const path = join(this.folder, draft);
      const content = await readLines(path).catch(() => undefined); // torn
      const recorded = content && (await this.messages.recorded(content.sha256));
      if (recorded) await this.name(path, recorded);
      else await rm(path);
    }
  }

  /** Moves what can be moved of one day to files. @throws UserError when a file does not hold what was written */
  async move(source: ArchiveSource, day: string): Promise<void> {
    for (;;) {
      const draft = await this.write(source, day);
      if (draft.lines) await this.commit(source, day, draft);
      else await rm(draft.path);
      if (draft.lines < this.mostInAFile) return;
    }
  }

  /** Writes a draft and reads it back. */
  async write(source: ArchiveSource, day: string): Promise<Draft> {
    const path = join(this.folder, `${source}-${day}${DRAFT}`);
    const written = await this.messages.inTransaction((tx) =>
      writeLines(path, this.messages.lines(tx, source, day, this.mostInAFile)),
    );
    const ids: string[] = [];
    const read = await readLines(path, (line) => ids.push((JSON.parse(line) as { id: string }).id)).catch(
      (cause: unknown) => this.refuse(path, cause),
    );
    if (read.sha256 !== written.sha256 || read.lines !== written.lines) this.refuse(path);
    await syncFolder(this.folder);
    return { path, ids, ...written };
  }

  /** Deletes the messages of a draft, and gives it its name. */
  async commit(source: ArchiveSource, day: string, { path, ids, lines, sha256 }: Draft): Promise<void> {
    const file = `${this.service}/${source}-${day}-${sha256.slice(0, 12)}.jsonl.gz`;
    const archived = { file, source, day, messages: lines, sha256 };
    await this.messages.remove(archived, ids);
    await this.name(path, archived);
  }

  private async name(path: string, { file }: Pick<ArchivedFile, 'file'>): Promise<void> {
    await rename(path, join(this.folder, file.slice(this.service.length + 1)));
    await syncFolder(this.folder);
  }

  private refuse(path: string, cause?: unknown): never {
    throw new UserError(
      `${displayPath(path)} does not hold what was written, so nothing was deleted: check the disk, then run the same command again.`,
      { cause },
    );
  }
}
