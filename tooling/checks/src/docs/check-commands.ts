import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareOptionsIn, commandsIn, type Shown } from './documented-commands.ts';
import { type NpmScript, npmScripts } from './npm-scripts.ts';

/** What may print a command: the page of the monitor, a service or a tool. */
const SOURCES = '{apps,libs,tooling}/*/src/**/*.ts';

/** A command, or the options of one, up to a placeholder that a shell takes for a file. */
const REDIRECTED = /(?:npm (?:run|start)|--[a-z][\w-]*)\b[^`'"<]*<[a-z][\w-]*>/g;

const PAGES = ['{README,CONTRIBUTING,SECURITY}.md', '{docs,observability}/**/*.md', 'contracts/*.md'];

/** Commands of npm that are no scripts. */
const NPM_ITSELF = new Set(['ci', 'install']);

/** A command of a page, with its place. */
export interface DocumentedCommand extends Shown {
  page: string;
}

/** The pages whose commands are checked. */
const pagesOf = (root: string): string[] => globSync(PAGES, { cwd: root }).sort();

const pageText = (root: string, page: string): string => readFileSync(join(root, page), 'utf8');

/** Every command of npm, bash and node that a page shows. */
export const documentedCommands = (root: string): DocumentedCommand[] =>
  pagesOf(root).flatMap((page) => commandsIn(pageText(root, page)).map((shown) => ({ page, ...shown })));

/** What is wrong with the documented commands and with the scripts of package.json. */
export function commandFindings(root: string): string[] {
  const scripts = npmScripts(root);
  const at = ({ page, line }: DocumentedCommand) => `${page}:${line}`;
  return [
    ...missingMains(root, scripts),
    ...documentedCommands(root).flatMap((shown) =>
      findingsOf(root, shown.text, scripts).map((finding) => `${at(shown)}: ${shown.text}: ${finding}`),
    ),
    ...pagesOf(root).flatMap((page) => unknownBareOptions(root, page, scripts)),
    ...globSync(SOURCES, { cwd: root })
      .sort()
      .flatMap((source) => placeholdersIn(root, source)),
  ];
}

const PLACEHOLDER = 'a shell takes <…> for a file: write what is to be filled in in capitals, or "…"';

const placeholdersIn = (root: string, source: string): string[] =>
  pageText(root, source)
    .split('\n')
    .flatMap((line, at) =>
      (line.match(REDIRECTED) ?? []).map((command) => `${source}:${at + 1}: ${command}: ${PLACEHOLDER}`),
    );

const missingMains = (root: string, scripts: Map<string, NpmScript>): string[] =>
  [...scripts.values()]
    .filter(({ main }) => main && !existsSync(join(root, main)))
    .map(
      ({ name, main }) =>
        `package.json: the script ${name} runs ${main}, which does not exist: correct its path`,
    );

function findingsOf(root: string, command: string, scripts: Map<string, NpmScript>): string[] {
  const [program, ...words] = command.split(' ');
  if (/<[a-z][\w-]*>/.test(command)) return [PLACEHOLDER];
  if (program !== 'npm') return missingFile(root, words);
  if (NPM_ITSELF.has(words[0] ?? '')) return [];
  const { name, kept, passed } = parseNpmCommand(command);
  const script = scripts.get(name);
  if (!script) return [`package.json has no script ${name}: correct the name`];
  const lost = kept.length ? [`npm does not pass on ${kept.join(' ')}: put -- before`] : [];
  return [...lost, ...unknownOptions(script, passed)];
}

/** Takes `npm run NAME -- …`, `npm test -- …` or `npm start -- …` apart. */
export function parseNpmCommand(command: string): {
  name: string;
  /** What npm keeps for itself, because no `--` precedes it. */
  kept: string[];
  /** What the script receives. */
  passed: string[];
} {
  const [, verb = '', ...words] = command.split(' ').filter((word) => word !== '--silent');
  const all = verb === 'run' ? words : [verb, ...words];
  const separator = all.includes('--') ? all.indexOf('--') : all.length;
  const [name = '', ...kept] = all.slice(0, separator);
  return { name, kept, passed: all.slice(separator + 1) };
}

/** The file that bash or node runs; what the compiler writes has its source. */
function missingFile(root: string, [file = '']: string[]): string[] {
  const source = file.replace(/^dist\/(.*)\.js$/, '$1.ts');
  return file.startsWith('-') || existsSync(join(root, source))
    ? []
    : [`there is no file ${source}: correct the path`];
}

/** The names of the options among the words of a command. */
export const optionsAmong = (words: string[]): string[] =>
  words.flatMap((word) => /^--([a-z][\w-]*)/.exec(word)?.[1] ?? []);

const unknownOptions = ({ options }: NpmScript, words: string[]): string[] =>
  optionsAmong(words)
    .filter((option) => options && !options.has(option))
    .map((option) => `there is no option --${option}: choose among ${listed(options)}`);

const listed = (options: Set<string> | undefined): string =>
  [...(options ?? [])]
    .map((option) => `--${option}`)
    .sort()
    .join(', ');

/** Options without a command must belong to a script, or to another program that the page shows. */
function unknownBareOptions(root: string, page: string, scripts: Map<string, NpmScript>): string[] {
  const text = pageText(root, page);
  const isKnown = (option: string) =>
    [...scripts.values()].some(({ options }) => options?.has(option.slice(2))) ||
    text.includes(` ${option} `);
  return bareOptionsIn(text)
    .filter(({ text: option }) => !isKnown(option))
    .map(({ line, text: option }) => `${page}:${line}: no script has the option ${option}: correct it`);
}
