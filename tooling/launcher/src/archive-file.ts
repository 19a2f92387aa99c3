import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** What a file of lines holds. */
export interface Content {
  lines: number;
  /** In hexadecimal, of the text before it was compressed. */
  sha256: string;
}

class Tally {
  private readonly hash = createHash('sha256');
  private lines = 0;

  add(line: string): string {
    this.lines++;
    this.hash.update(`${line}\n`);
    return `${line}\n`;
  }

  get content(): Content {
    return { lines: this.lines, sha256: this.hash.digest('hex') };
  }
}

/** Writes lines into a compressed file, and waits until the disk has it. */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<Content> {
  const tally = new Tally();
  const counted = async function* () {
    for await (const line of lines) yield tally.add(line);
  };
  await pipeline(counted, createGzip(), createWriteStream(file, { mode: 0o600, flush: true }));
  return tally.content;
}

/**
 * Reads a compressed file of lines to its end.
 * @param onLine is called with each line
 * @throws Error when the file is damaged or ends too early
 */
export async function readLines(file: string, onLine: (line: string) => void = () => {}): Promise<Content> {
  const tally = new Tally();
  await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of chunks) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        tally.add(line);
        onLine(line);
      }
    }
    if (rest) throw new Error('The last line has no end.');
  });
  return tally.content;
}

/** Waits until the disk has the names in a folder. Windows has no such call, and writes them in order. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder);
  await handle.sync();
}
