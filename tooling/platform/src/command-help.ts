import { type CommandArgument, type CommandLine, type CommandOptions } from './command-line.ts';

type Described = CommandLine<CommandOptions, readonly CommandArgument[]>;

/** The lines that say how a command is called, as its arguments and options are declared. */
export function usageText({ name, args = [], options = {} }: Described): string {
  const all = Object.entries(options);
  const required = all.filter(([, option]) => option.required);
  const words = [
    ...shown(args).map(wordOf),
    ...required.map(([option, { value }]) => `--${option} ${value}`),
    ...(all.length > required.length ? ['[OPTIONS]'] : []),
  ];
  // npm passes on only what follows `--`.
  const rest = words.length ? ([name].flat()[0]?.startsWith('npm ') ? ['--', ...words] : words) : [];
  return [name]
    .flat()
    .map((form, at) => [at ? '      ' : 'Usage:', form, ...rest].join(' '))
    .join('\n');
}

/** The usage of a command, what it does, and each argument and option with its default. */
export function helpText(line: Described): string {
  const options: CommandOptions = { ...line.options, help: { about: 'prints this text' } };
  const rows = [
    ...shown(line.args ?? []).map(({ name, about }) => ({ label: name, text: about })),
    ...Object.entries(options).map(([name, option]) => ({
      label: option.value ? `--${name} ${option.value}` : `--${name}`,
      text: option.default === undefined ? option.about : `${option.about} (default: ${option.default})`,
    })),
  ];
  const width = Math.max(...rows.map(({ label }) => label.length));
  const lines = rows.map(({ label, text }) => `  ${label.padEnd(width)}  ${text}`);
  return [usageText(line), '', line.about, '', ...lines].join('\n');
}

const shown = (args: readonly CommandArgument[]) => args.filter(({ preset }) => !preset);

function wordOf({ name, repeated, optional }: CommandArgument): string {
  const word = repeated ? `${name}...` : name;
  return optional ? `[${word}]` : word;
}
