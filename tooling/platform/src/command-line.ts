import { statSync } from 'node:fs';
import { parseArgs, type ParseArgsOptionDescriptor } from 'node:util';
import { checkName, didYouMean } from './known-names.ts';
import { callersPath } from './paths.ts';
import { UsageError } from './user-error.ts';

/** Which values an option or an argument may have; they are checked before the command runs. */
interface Values {
  /** The names that exist. */
  oneOf?: () => readonly string[];
  /** What a name is, for errors; by default what stands for it in `--help`. */
  kind?: string;
  /** What must exist at this path; `path` is a file or a folder. */
  exists?: 'file' | 'path';
}

/** An option of a command. */
interface CommandOption extends Values {
  /** What it does, for `--help`. */
  about: string;
  /** What stands for its value in `--help`, such as `DIR`. An option without it is a flag. */
  value?: string;
  default?: string;
  required?: true;
  /** It may be given several times. */
  multiple?: true;
}

/** An argument of a command. */
export interface CommandArgument extends Values {
  /** What stands for it in `--help`, such as `SERVICE`. */
  name: string;
  /** What it is, for `--help`. */
  about: string;
  /** Several may be given; only the last argument may be repeated. */
  repeated?: true;
  /** None needs to be given. */
  optional?: true;
  /** The script of package.json gives it, so that `--help` does not show it. */
  preset?: boolean;
}

/** The options of a command by their names, without the dashes. */
export type CommandOptions = Record<string, CommandOption>;

/** What a command understands. Its usage follows from this. */
export interface CommandLine<Options, Args> {
  /** How it is called, in one or more forms: `npm run restore`. */
  name: string | readonly string[];
  /** What it does, for `--help`. */
  about: string;
  options?: Options;
  args?: Args;
}

type OptionValue<Option> = Option extends { value: string }
  ? Option extends { multiple: true }
    ? string[]
    : Option extends { default: string } | { required: true }
      ? string
      : string | undefined
  : boolean;

/** The options as they were given, or else by their defaults. */
export type OptionValues<Options> = { -readonly [Name in keyof Options]: OptionValue<Options[Name]> };

/** One text for each argument, and any number for the one that may be repeated. */
export type ArgValues<Args extends readonly CommandArgument[]> = Args extends readonly [
  infer First,
  ...infer Others extends readonly CommandArgument[],
]
  ? [...(First extends { repeated: true } ? string[] : [string]), ...ArgValues<Others>]
  : string[];

/**
 * Reads the arguments of a process.
 * @throws UsageError when an option or an argument is unknown, missing or empty, or has a value that it may not have
 */
export function parseCommandLine<
  const Options extends CommandOptions = {},
  const Args extends readonly CommandArgument[] = [],
>(
  { options, args }: CommandLine<Options, Args>,
  argv: string[],
): { options: OptionValues<Options>; args: ArgValues<Args> } {
  const { values, positionals } = parse(options ?? {}, argv);
  checkOptions(options ?? {}, values);
  checkArgs(args ?? [], positionals);
  const missing = Object.entries(options ?? {}).find(([name, { required }]) => required && !(name in values));
  if (missing) throw new UsageError(`--${missing[0]} is missing.`);
  const defaults = Object.entries(options ?? {}).map(([name, option]) => [name, defaultOf(option)]);
  return {
    options: { ...Object.fromEntries(defaults), ...values } as OptionValues<Options>,
    args: positionals as ArgValues<Args>,
  };
}

type Given = Record<string, string | boolean | string[] | undefined>;

function parse(options: CommandOptions, argv: string[]): { values: Given; positionals: string[] } {
  const known = Object.entries(options).map(([name, option]) => [name, descriptorOf(option)] as const);
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: Object.fromEntries(known),
      allowPositionals: true,
    });
    return { values: values as Given, positionals };
  } catch (error) {
    throw new UsageError(problemOf((error as Error).message, Object.keys(options)), { cause: error });
  }
}

const descriptorOf = ({ value, multiple }: CommandOption): ParseArgsOptionDescriptor => ({
  type: value === undefined ? 'boolean' : 'string',
  multiple: multiple ?? false,
});

const defaultOf = ({ value, multiple, default: fallback }: CommandOption) =>
  value === undefined ? false : multiple ? [] : fallback;

/** One sentence for what Node says: its first sentence says what is wrong, the others how to escape a dash. */
function problemOf(message: string, options: string[]): string {
  const [problem = ''] = message.split(/\. |\n/);
  const noValue = /^Option '(--\S+) <value>' argument missing/.exec(problem)?.[1];
  if (noValue) return `${noValue} has no value.`;
  const unknown = /^Unknown option '(--\S+)'/.exec(problem)?.[1];
  const guess =
    unknown &&
    didYouMean(
      unknown,
      ['help', ...options].map((name) => `--${name}`),
    );
  return guess ? `${problem}: ${guess}` : `${problem.replace(/\.$/, '')}.`;
}

/** An empty value comes from a variable that is not set: it must not count as an option that is not given. */
function checkOptions(options: CommandOptions, values: Given): void {
  for (const [name, option] of Object.entries(options)) {
    const given = [values[name] ?? []].flat();
    if (given.includes('')) throw new UsageError(`--${name} has no value.`);
    for (const value of given) if (option.value) checkValue(option, option.value, String(value));
  }
}

function checkArgs(args: readonly CommandArgument[], given: string[]): void {
  for (const [at, { name, optional }] of args.entries())
    if (given[at] === '' || (given[at] === undefined && !optional))
      throw new UsageError(`${name} is missing.`);
  for (const [at, value] of given.entries()) {
    const last = args.at(-1);
    const arg = args[at] ?? (last?.repeated && last);
    if (!arg) throw new UsageError(`Unexpected argument '${value}'.`);
    checkValue(arg, arg.name, value);
  }
}

function checkValue({ oneOf, kind, exists }: Values, name: string, value: string): void {
  if (oneOf) checkName(kind ?? name.toLowerCase(), value, oneOf());
  if (!exists) return;
  const found = statSync(callersPath(value), { throwIfNoEntry: false });
  if (exists === 'path' && !found)
    throw new UsageError(`There is no file or folder ${value}: check its path.`);
  if (exists === 'file' && (!found || found.isDirectory()))
    throw new UsageError(`There is no file ${value}: check its path.`);
}

/** The number that an option has. @throws UsageError when it is not a whole number in this range */
export function wholeNumber(
  option: string,
  text: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const number = Number(text);
  if (text && Number.isInteger(number) && number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new UsageError(`${option} must be a whole number ${range}, not "${text}".`);
}
