import { type CommandArgument, type CommandOptions, type OptionValues, runCommand } from '#tooling/platform';

/** What a command of `npm run contracts:…` has found. */
export interface Result {
  /** How many of `of` things are well. None at all is not well. */
  well: number;
  of: number;
  /** What they are: `pacts are kept`. */
  what: string;
  /** Details, one a line. */
  lines?: string[];
  /** Whether the command succeeds, where the numbers do not decide it. */
  isWell?: boolean;
  /** Further fields for programs. */
  more?: object;
}

/** What a contract command understands. */
interface ContractCommand<Options> {
  name: string;
  about: string;
  options?: Options;
  /** The names of services that may follow; without any, the command is about all. */
  names?: CommandArgument;
}

const OUTPUT = {
  output: {
    value: 'FORMAT',
    about: 'text, or json for programs',
    default: 'text',
    oneOf: () => ['text', 'json'],
  },
} as const satisfies CommandOptions;

/**
 * Runs a command of `npm run contracts:…`, prints `N of N` things, and sets the exit code as Pact's command line does: 0
 * when all is well, 1 when not, 2 when the command line is not understood. `--output json` prints one object.
 */
export function command<const Options extends CommandOptions = {}>(
  { names, options, ...line }: ContractCommand<Options>,
  work: (options: OptionValues<Options>, names: string[]) => Promise<Result>,
): Promise<void> {
  const report = process.argv.some((arg) => /^(--output=)?json$/.test(arg)) ? reportAsJson : console.error;
  return runCommand(
    {
      ...line,
      args: names
        ? [{ ...names, about: `${names.about}; by default, all`, repeated: true, optional: true }]
        : [],
      options: { ...options, ...OUTPUT },
      report,
    },
    async ({ output, ...values }, given) => {
      const result = await work(values as unknown as OptionValues<Options>, given);
      const isWell = result.isWell ?? (result.of > 0 && result.well === result.of);
      console.log(output === 'json' ? asJson(result, isWell) : asText(result));
      return isWell ? 0 : 1;
    },
  );
}

const asText = ({ well, of, what, lines = [] }: Result) => [...lines, `${well} of ${of} ${what}`].join('\n');

const asJson = ({ well, of, lines, more }: Result, isWell: boolean) =>
  JSON.stringify({ success: isWell, well, of, lines, ...more });

const reportAsJson = (error: string) => console.log(JSON.stringify({ success: false, error }));
