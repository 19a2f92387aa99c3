import { parseArgs, type ParseArgsOptionDescriptor } from 'node:util';
import { checkName, didYouMean } from './known-names.ts';
import { checkExists, checkNoFile, type PathKind } from './path-values.ts';
import { callersPath, fromHere } from './paths.ts';
import { UsageError } from './user-error.ts';

/** Which values an option or an argument may have; they are checked before the command runs. */
interface Values {
  /** The names that exist. */
  oneOf?: () => readonly string[];
  /** What a name is, for errors; by default what stands for it in `--help`. */
  kind?: string;
  /** The names to list when it is missing, although others may be given. */
  usually?: () => readonly string[];
  /** One sentence about a name that is none of `oneOf`, when there is more to say than that it is unknown. */
  explain?: (name: string) => string | undefined;
  /** What must exist at this path; `path` is a file or a folder. */
  exists?: PathKind;
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
  /** The option without which it would have no effect. */
  needs?: string;
  /** Options that would have no effect beside it. */
  excludes?: readonly string[];
  /**
   * It is a folder, which need not exist. The caller names it from their own folder; the command gets a path from the
   * current folder, which is also where a default begins.
   */
  isFolder?: true;
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
  /** Options of related commands that this one does not need, each with the reason. */
  needless?: Record<string, string>;
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
 * @param env its environment, in which npm leaves the options that it has taken for its own
 * @throws UsageError when an option or an argument is unknown, missing or empty, has a value that it may not have, or would
 *   have no effect
 */
export function parseCommandLine<
  const Options extends CommandOptions = {},
  const Args extends readonly CommandArgument[] = [],
>(
  { options, args, needless }: CommandLine<Options, Args>,
  argv: string[],
  env: NodeJS.ProcessEnv = process.env,
): { options: OptionValues<Options>; args: ArgValues<Args> } {
  const { values, positionals } = parse(options ?? {}, argv, needless ?? {});
  checkNpmPassedOn(options ?? {}, values, env);
  checkOptions(options ?? {}, values);
  checkTogether(options ?? {}, values);
  checkArgs(args ?? [], positionals);
  const missing = Object.entries(options ?? {}).find(([name, { required }]) => required && !(name in values));
  if (missing) throw new UsageError(missingValue(`--${missing[0]}`, missing[1]));
  const defaults = Object.entries(options ?? {}).map(([name, option]) => [name, defaultOf(option)]);
  const all = { ...Object.fromEntries(defaults), ...withFolders(options ?? {}, values) };
  return { options: all as OptionValues<Options>, args: positionals as ArgValues<Args> };
}

type Given = Record<string, string | boolean | string[] | undefined>;

function parse(
  options: CommandOptions,
  argv: string[],
  needless: Record<string, string>,
): { values: Given; positionals: string[] } {
  const known = Object.entries(options).map(([name, option]) => [name, descriptorOf(option)] as const);
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: Object.fromEntries(known),
      allowPositionals: true,
    });
    return { values: values as Given, positionals };
  } catch (error) {
    throw new UsageError(problemOf((error as Error).message, Object.keys(options), needless), {
      cause: error,
    });
  }
}

const descriptorOf = ({ value, multiple }: CommandOption): ParseArgsOptionDescriptor => ({
  type: value === undefined ? 'boolean' : 'string',
  multiple: multiple ?? false,
});

const defaultOf = ({ value, multiple, default: fallback }: CommandOption) =>
  value === undefined ? false : multiple ? [] : fallback;

/** One sentence for what Node says: its first sentence says what is wrong, the others how to escape a dash. */
function problemOf(message: string, options: string[], needless: Record<string, string>): string {
  const [problem = ''] = message.split(/\. |\n/);
  const noValue = /^Option '(--\S+) <value>' argument missing/.exec(problem)?.[1];
  if (noValue) return `${noValue} has no value.`;
  const dashed = /^Option '(?:-\S, )?(--\S+)' argument is ambiguous/.exec(problem)?.[1];
  if (dashed) return `${dashed} has no value: write ${dashed}=VALUE for one that begins with a dash.`;
  const unknown = /^Unknown option '(--\S+)'/.exec(problem)?.[1];
  const reason = unknown && needless[unknown.replace('--', '')];
  if (reason) return `${problem}: ${reason}.`;
  const names = ['help', ...options].map((name) => `--${name}`);
  const guess = unknown && didYouMean(unknown, names);
  return guess ? `${problem}: ${guess}` : `${problem.replace(/\.$/, '')}.`;
}

/** npm keeps the options before `--`, and leaves them in variables: `npm_config_port_offset` for `--port-offset`. */
function checkNpmPassedOn(options: CommandOptions, given: Given, env: NodeJS.ProcessEnv): void {
  const kept = Object.keys(options).filter(
    (name) => !(name in given) && env[`npm_config_${name.replaceAll('-', '_')}`],
  );
  if (!kept.length) return;
  const names = kept.map((name) => `--${name}`).join(' and ');
  throw new UsageError(`npm did not pass ${names} on: put -- before the arguments of the command.`);
}

const withFolders = (options: CommandOptions, values: Given): Given =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      options[name]?.isFolder ? fromHere(callersPath(String(value))) : value,
    ]),
  );

/** One sentence about what must be given, with the choices if they are known. */
function missingValue(name: string, { oneOf, usually = oneOf }: Values): string {
  const choices = usually?.().join(', ');
  return choices ? `${name} is missing: choose one of ${choices}.` : `${name} is missing.`;
}

/** An empty value comes from a variable that is not set: it must not count as an option that is not given. */
function checkOptions(options: CommandOptions, values: Given): void {
  for (const [name, option] of Object.entries(options)) {
    const given = [values[name] ?? []].flat();
    if (given.includes('')) throw new UsageError(`--${name} has no value.`);
    for (const value of given.map(String)) {
      if (option.isFolder) checkNoFile(name, value);
      if (option.value) checkValue(option, option.value, value);
    }
  }
}

/** An option without effect would let a command do something else than was asked for. */
function checkTogether(options: CommandOptions, given: Given): void {
  for (const [name, { needs, excludes = [] }] of Object.entries(options)) {
    if (!(name in given)) continue;
    const other = excludes.find((one) => one in given);
    if (other) throw new UsageError(`--${other} has no effect with --${name}: leave one of them out.`);
    if (needs && !(needs in given)) throw new UsageError(`--${name} has no effect without --${needs}.`);
  }
}

function checkArgs(args: readonly CommandArgument[], given: string[]): void {
  for (const [at, arg] of args.entries())
    if (given[at] === '' || (given[at] === undefined && !arg.optional))
      throw new UsageError(missingValue(arg.name, arg));
  for (const [at, value] of given.entries()) {
    const last = args.at(-1);
    const arg = args[at] ?? (last?.repeated && last);
    if (!arg) throw new UsageError(`Unexpected argument '${value}'.`);
    checkValue(arg, arg.name, value);
  }
}

function checkValue({ oneOf, explain, kind, exists }: Values, name: string, value: string): void {
  const known = oneOf?.();
  const explanation = known?.includes(value) ? undefined : explain?.(value);
  if (explanation) throw new UsageError(explanation);
  if (known) checkName(kind ?? name.toLowerCase(), value, known);
  if (exists) checkExists(exists, value);
}
