import { parseArgs } from 'node:util';

type Flags = Record<string, { type: 'boolean' }>;
/** The flags that were given; `--help` is answered before. */
export type Given<Of extends Flags> = { [Name in keyof Of]?: boolean };

/**
 * Runs a command of this room, which starts from its sources before anything is built. `--help` prints the usage; a command
 * line that is not understood ends with exit code 2.
 * @param work returns the exit code; an error that it throws before it starts is a wrong command line
 */
export async function runFromSource<Of extends Flags>(
  usage: string,
  flags: Of,
  work: (given: Given<Of>, names: string[]) => Promise<number> | number,
): Promise<void> {
  try {
    const options = { ...flags, help: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const given = values as Given<Of> & { help?: boolean };
    if (given.help) return console.log(usage);
    process.exitCode = await work(given, positionals);
  } catch (error) {
    const isUsage =
      error instanceof WrongArguments || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
    if (!isUsage) throw error;
    console.error(`${(error as Error).message.split('. ')[0]?.replace(/\.$/, '')}.\n${usage}`);
    process.exitCode = 2;
  }
}

/** The command line is not understood; the message says why. */
export class WrongArguments extends Error {}
