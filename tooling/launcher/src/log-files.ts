import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type StatePaths } from './state-paths.js';

/** One file of JSON lines per service. */
export class LogFiles {
  constructor(private readonly paths: StatePaths) {}

  fileOf(service: string): string {
    return this.paths.logOf(service);
  }

  /** Opens the file for appending, and returns its descriptor. */
  open(service: string): number {
    return openSync(this.fileOf(service), 'a');
  }

  /** The text that a service wrote after its last line of JSON, which says why it could not start. */
  async lastWords(service: string): Promise<string> {
    const lines = (await readFile(this.fileOf(service), 'utf8')).trimEnd().split('\n');
    return (
      lines.slice(lines.findLastIndex((line) => line.startsWith('{')) + 1).join('\n') ||
      `read ${this.fileOf(service)}.`
    );
  }
}
