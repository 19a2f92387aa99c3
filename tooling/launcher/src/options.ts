import { ROOT, UserError } from '#tooling/platform';
import { join, resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Third parties have the highest ports, and the system gives ports from 32768 on to outgoing connections. */
const LARGEST_OFFSET = 28_000;

const HELP: Record<string, string> = {
  '--port-offset N': 'adds N to every port',
  '--split': 'runs each service in a process of its own',
  '--scale SERVICE=N': 'runs N replicas of a service; may be repeated',
  '--dev SERVICE': 'starts that service anew whenever its sources change',
  '--data DIR': 'keeps the state in DIR instead of .data',
  '--help': 'shows this',
};

export interface Options {
  portOffset: number;
  split: boolean;
  /** Service to number of replicas; one unless it is here. */
  scale: Map<string, number>;
  dev?: string;
  data: string;
  help: boolean;
}

/** @throws UserError saying which options there are */
export function readOptions(args: string[]): Options {
  const { values } = parse(args, {
    'port-offset': { type: 'string', default: '0' },
    split: { type: 'boolean', default: false },
    scale: { type: 'string', multiple: true, default: [] },
    dev: { type: 'string' },
    data: DATA,
    help: { type: 'boolean', default: false },
  });
  return {
    portOffset: wholeNumber('--port-offset', values['port-offset'], 0, LARGEST_OFFSET),
    split: values.split,
    scale: new Map(values.scale.map(replicas)),
    dev: values.dev,
    data: resolve(values.data),
    help: values.help,
  };
}

export const help = (): string =>
  `Usage: npm start -- [options]\n\n${Object.entries(HELP)
    .map(([option, effect]) => `  ${option.padEnd(20)} ${effect}`)
    .join('\n')}`;

/** What the other commands take: words, and where the state is; `restore` also hears who was erased. */
export function readWords(args: string[]): { words: string[]; data: string; erased?: string } {
  const { positionals, values } = parse(args, { data: DATA, erased: { type: 'string' } }, true);
  return { words: positionals, data: resolve(values.data), erased: values.erased };
}

/** A file as the caller names it; npm runs scripts in its own folder. */
export const fileOf = (name: string): string => resolve(process.env.INIT_CWD ?? '.', name);

const DATA = { type: 'string', default: join(ROOT, '.data') } as const;

function parse<const Known extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Known,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args, options, allowPositionals });
  } catch (error) {
    const known = Object.keys(HELP).filter((option) => option.slice(2).split(' ')[0]! in options);
    const [reason] = (error as Error).message.split(/\. |\n/);
    throw new UserError(`${reason}: the options are ${known.join(', ')}.`);
  }
}

function replicas(text: string): [string, number] {
  const [service = '', count = ''] = text.split('=');
  return [service, wholeNumber(`--scale ${service}`, count, 1, 20)];
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new UserError(`${option} wants a whole number from ${least} to ${most}, not "${text}".`);
}
