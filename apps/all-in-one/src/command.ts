import { enableCompileCache } from 'node:module';
import { COMPILED } from './places.js';
import { explain } from './user-error.js';

/** Runs one command to its end; what the reader can mend is told in one sentence, without a stack. */
export async function command(run: (args: string[]) => Promise<void>): Promise<void> {
  enableCompileCache(COMPILED);
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    const sentence = explain(error);
    process.stderr.write(`${sentence ?? (error as Error).stack}\n`);
    process.exitCode = 1;
  }
}
