import { parseArgs, type ParseArgsOptionDescriptor } from 'node:util';
import { UsageError } from './user-error.js';

/** An option of a command. */
interface CommandOption {
  /** What it does, for `--help`. */
  about: string;
  /** What stands for its value in `--help`, such as `DIR`. An option without it is a flag. */
  value?: string;
  default?: string;
  required?: true;
  /** It may be given several times. */
  multiple?: true;
}

/** The options of a command by their names, without the dashes. */
export type CommandOptions = Record<string, CommandOption>;

/** What a command understands. */
export interface CommandLine<Options, Args> {
  /** How it is called, in one or more forms: `npm run restore -- FILE --erased DIR|FILE`. */
  usage: string | readonly string[];
  /** What it does, for `--help`. */
  about: string;
  options?: Options;
  /** The arguments that it needs, by their names in `usage`. */
  args?: Args;
  /** Whether more arguments may follow. */
  takesMore?: boolean;
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

/** One text for each argument that a command needs, and those that follow. */
export type ArgValues<Args extends readonly string[]> = [
  ...{ -readonly [At in keyof Args]: string },
  ...string[],
];

/**
 * Reads the arguments of a process.
 * @throws UsageError when an option or an argument is unknown, missing or empty
 */
export function parseCommandLine<
  const Options extends CommandOptions = {},
  const Args extends readonly string[] = [],
>(
  { options, args, takesMore }: CommandLine<Options, Args>,
  argv: string[],
): { options: OptionValues<Options>; args: ArgValues<Args> } {
  const { values, positionals } = parse(options ?? {}, argv);
  checkArgs(positionals, args ?? [], takesMore);
  checkOptions(options ?? {}, values);
  return { options: values as OptionValues<Options>, args: positionals as ArgValues<Args> };
}

/** The lines that say how a command is called. */
export const usageText = ({ usage }: CommandLine<unknown, unknown>): string =>
  [usage]
    .flat()
    .map((form, at) => `${at ? '      ' : 'Usage:'} ${form}`)
    .join('\n');

/** The usage of a command, what it does, and each option with its default. */
export function helpText(line: CommandLine<CommandOptions, unknown>): string {
  const options: CommandOptions = { ...line.options, help: { about: 'prints this text' } };
  const rows = Object.entries(options).map(([name, option]) => ({
    label: option.value ? `--${name} ${option.value}` : `--${name}`,
    text: option.default === undefined ? option.about : `${option.about} (default: ${option.default})`,
  }));
  const width = Math.max(...rows.map(({ label }) => label.length));
  const lines = rows.map(({ label, text }) => `  ${label.padEnd(width)}  ${text}`);
  return [usageText(line), '', line.about, '', ...lines].join('\n');
}

type Values = Record<string, string | boolean | string[] | undefined>;

function parse(options: CommandOptions, argv: string[]): { values: Values; positionals: string[] } {
  const known = Object.entries(options).map(([name, option]) => [name, descriptorOf(option)] as const);
  try {
    return parseArgs({ args: argv, options: Object.fromEntries(known), allowPositionals: true }) as {
      values: Values;
      positionals: string[];
    };
  } catch (error) {
    // Node's first sentence says what is wrong, the others how to escape a dash.
    const [problem] = (error as Error).message.split(/\. |\n/);
    const noValue = /^Option '(--\S+) <value>' argument missing/.exec(problem ?? '')?.[1];
    throw new UsageError(noValue ? `${noValue} has no value.` : `${problem?.replace(/\.$/, '')}.`, {
      cause: error,
    });
  }
}

function descriptorOf({ value, multiple, default: fallback }: CommandOption): ParseArgsOptionDescriptor {
  if (value === undefined) return { type: 'boolean', default: false };
  if (multiple) return { type: 'string', multiple, default: [] };
  return { type: 'string', default: fallback };
}

function checkArgs(given: string[], names: readonly string[], takesMore = false): void {
  const missing = names.find((_, at) => !given[at]);
  if (missing) throw new UsageError(`${missing} is missing.`);
  const unexpected = takesMore ? undefined : given[names.length];
  if (unexpected !== undefined) throw new UsageError(`Unexpected argument '${unexpected}'.`);
}

/** An empty value comes from a variable that is not set: it must not count as an option that is not given. */
function checkOptions(options: CommandOptions, values: Values): void {
  for (const [name, { required }] of Object.entries(options)) {
    if (required && values[name] === undefined) throw new UsageError(`--${name} is missing.`);
    if (values[name] === '') throw new UsageError(`--${name} has no value.`);
  }
}
