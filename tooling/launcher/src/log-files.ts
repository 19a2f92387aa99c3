import { createWriteStream, type WriteStream } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { type StatePaths } from './state-paths.js';

/** One file of JSON lines per service. */
export class LogFiles {
  private readonly streams = new Map<string, WriteStream>();

  constructor(private readonly paths: StatePaths) {}

  fileOf(service: string): string {
    return this.paths.logOf(service);
  }

  /** Where a service of this process writes. */
  stream(service: string): WriteStream {
    const known = this.streams.get(service);
    if (known) return known;
    const stream = createWriteStream(this.fileOf(service), { flags: 'a' });
    stream.on('error', () => {}); // a full disk must not end what runs: the lines are lost
    this.streams.set(service, stream);
    return stream;
  }

  /** What a service in another process gets as its standard output. */
  handle(service: string): Promise<FileHandle> {
    return open(this.fileOf(service), 'a');
  }

  /** What a service wrote after its last line of JSON: why it could not start, in plain words. */
  async lastWords(service: string): Promise<string> {
    const lines = (await readFile(this.fileOf(service), 'utf8')).trimEnd().split('\n');
    return (
      lines.slice(lines.findLastIndex((line) => line.startsWith('{')) + 1).join('\n') ||
      `see ${this.fileOf(service)}`
    );
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.streams.values()].map((stream) => new Promise<void>((resolve) => stream.end(resolve))),
    );
  }
}
