import { COMPILE_CACHE } from '#tooling/platform';
import { enableCompileCache } from 'node:module';
import { explain } from './explain.js';

/** Runs one command to its end; what the reader can mend is told in one sentence, without a stack. */
export async function command(run: (args: string[]) => Promise<void>): Promise<void> {
  enableCompileCache(COMPILE_CACHE);
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    const sentence = explain(error);
    process.stderr.write(`${sentence ?? (error as Error).stack}\n`);
    process.exitCode = 1;
  }
}
