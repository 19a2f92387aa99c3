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

  /** The stream of a service in this process. */
  streamOf(service: string): WriteStream {
    const known = this.streams.get(service);
    if (known) return known;
    const stream = createWriteStream(this.fileOf(service), { flags: 'a' });
    stream.on('error', () => {}); // if the disk is full, lines are lost, but the services run on
    this.streams.set(service, stream);
    return stream;
  }

  /** Opens the file as the output of a service in another process. */
  openFile(service: string): Promise<FileHandle> {
    return open(this.fileOf(service), 'a');
  }

  /** The text that a service wrote after its last line of JSON, which says why it could not start. */
  async lastWords(service: string): Promise<string> {
    const lines = (await readFile(this.fileOf(service), 'utf8')).trimEnd().split('\n');
    return (
      lines.slice(lines.findLastIndex((line) => line.startsWith('{')) + 1).join('\n') ||
      `read ${this.fileOf(service)}.`
    );
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.streams.values()].map((stream) => new Promise<void>((resolve) => stream.end(resolve))),
    );
  }
}
