import { parseArgs } from 'node:util';

/** Options by name: what each is for, and what it is when it is not given. */
type Options = Record<string, { about: string; default?: string }>;

type Given<Of extends Options> = {
  [Name in keyof Of]: Of[Name] extends { default: string } ? string : string | undefined;
};

/** How a command went. */
export interface Result {
  /** So many of so many things are well; none at all is not. */
  well: number;
  of: number;
  /** What they are: `pacts are kept`. */
  what: string;
  /** What there is to say about them, one by one. */
  lines?: string[];
  /** Whether all is well, where the numbers do not decide it. */
  isWell?: boolean;
  /** More for programs. */
  more?: object;
}

/** Somebody asked for what cannot be done; the message says what can. */
export class Misuse extends Error {}

/**
 * Runs a command of `npm run contracts:…`, prints what it found, and sets the exit code as Pact's command line does: 0
 * when all is well, 1 when not, 2 when it was not understood. `--output json` prints one object for programs.
 */
export async function command<Of extends Options>(
  about: string,
  options: Of,
  work: (given: Given<Of>, names: string[]) => Promise<Result>,
): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        ...Object.fromEntries(
          Object.entries(options).map(([name, { default: value }]) => [
            name,
            { type: 'string', ...(value !== undefined && { default: value }) },
          ]),
        ),
        output: { type: 'string', default: 'text' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return console.log(help(about, options));
    const result = await work(values as Given<Of>, positionals);
    const isWell = result.isWell ?? (result.of > 0 && result.well === result.of);
    console.log(values.output === 'json' ? asJson(result, isWell) : asText(result));
    process.exitCode = isWell ? 0 : 1;
  } catch (error) {
    const isMisuse =
      error instanceof Misuse || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
    const { message } = error as Error;
    if (process.argv.includes('json')) console.log(JSON.stringify({ success: false, error: message }));
    else console.error(isMisuse ? `${message}\n\n${help(about, options)}` : message);
    process.exitCode = isMisuse ? 2 : 1;
  }
}

/** @throws Misuse when it was not given */
export function required(value: string | undefined, option: string): string {
  if (value) return value;
  throw new Misuse(`say --${option}`);
}

const asText = ({ well, of, what, lines = [] }: Result) => [...lines, `${well} of ${of} ${what}`].join('\n');

const asJson = ({ well, of, lines, more }: Result, isWell: boolean) =>
  JSON.stringify({ success: isWell, well, of, lines, ...more });

const help = (about: string, options: Options): string =>
  [
    about,
    ...Object.entries({ ...options, output: { about: '"json" for programs', default: 'text' } }).map(
      ([name, { about, default: value }]) => `  --${name.padEnd(12)} ${about}${value ? ` (${value})` : ''}`,
    ),
  ].join('\n');
