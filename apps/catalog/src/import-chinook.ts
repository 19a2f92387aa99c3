import { BrokenCsv, type Env, missingArgument } from '#libs/service';
import { readChinook } from './chinook.js';
import { job } from './import.job.js';
import { listRecords, summaryOf } from './list-records.js';

/**
 * Imports the albums in a folder, as an admin process.
 * @returns the exit code: 1 when something in the folder is wrong, and nothing was imported; 2 when no folder is named
 */
export async function importChinook(
  args: string[],
  env: Env,
  print: (text: string) => void,
): Promise<number> {
  const missing = missingArgument(job, args);
  if (missing !== undefined) {
    print(missing);
    return 2;
  }
  const [folder] = args as [string];
  try {
    const records = await readChinook(folder);
    print(summaryOf(await listRecords(records, env), records.length));
    return 0;
  } catch (error) {
    if (!(error instanceof BrokenCsv)) throw error;
    print(`Nothing was imported from ${folder}:\n${error.message}\n`);
    return 1;
  }
}
