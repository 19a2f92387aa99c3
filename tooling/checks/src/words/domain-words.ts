import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Domain words that are neither a folder of apps/ nor the noun of an event. */
const BASIC_WORDS = ['customer', 'loyalty', 'points', 'baby', 'order', 'parcel', 'payment', 'album'];

/** Phrases of libs/ that look like a domain word and are none. */
export const ALLOWED_PHRASES = [
  { phrase: /monitorEventLoopDelay/g, because: 'a function of Node' },
  { phrase: /order(?!s)/gi, because: 'ORDER BY, in order to, the order of arrival' },
  { phrase: /\bpoint\b|\bpoints (?=at|to)/gi, because: 'a point in time; a URL points to something' },
  {
    phrase: /\b(remaining|consumed)Points\b|\bpoints(?=: most| integer| = | - 1)/g,
    because: 'rate-limiter-flexible counts them',
  },
  { phrase: /records?/gi, because: 'a type of TypeScript; what is written down' },
  { phrase: /(?:pg|invalid)_catalog/g, because: 'PostgreSQL keeps its tables in one' },
  { phrase: /passwords?/gi, because: 'a PostgreSQL role has one' },
  { phrase: /credentials?/gi, because: 'what a connection URL carries' },
  { phrase: /'email'/g, because: 'a field that a log line must not show, and a format of JSON Schema' },
];

/** The words of `camelCase`, `kebab-case` and `SNAKE_CASE`, in lower case. */
const wordsOf = (text: string): string =>
  text.replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[-_]/g, ' ').toLowerCase();

function inBothNumbers(noun: string): string[] {
  const singular = noun.replace(/ies$/, 'y').replace(/s$/, '');
  return [noun, singular, `${singular}s`, singular.replace(/y$/, 'ies')];
}

const nounsSaid = (source: string): string[] =>
  [...source.matchAll(/['"`]([a-z][\w-]*)\.[\w-]+\.v\d+['"`]/g)].map(([, noun]) => noun as string);

/** Every domain word of a checkout, with its source. */
function domainWords(root: string): Map<string, string> {
  const services = globSync('*', { cwd: join(root, 'apps') });
  const declarations = globSync('apps/*/src/events.ts', { cwd: root });
  const found = [
    ...BASIC_WORDS.map((noun) => [noun, 'a basic word']),
    ...declarations.flatMap((file) =>
      nounsSaid(readFileSync(join(root, file), 'utf8')).map((noun) => [noun, file]),
    ),
    ...services.map((app) => [app, `apps/${app}`]),
  ] as [string, string][];
  return new Map(
    found.flatMap(([noun, source]) => inBothNumbers(noun).map((word) => [wordsOf(word), source])),
  );
}

/** Every domain word in the file names and lines of libs/: `file:line: word (source)`. Line 0 is the file name. */
export function domainWordsInLibs(root: string): string[] {
  const domain = domainWords(root);
  const anyWord = new RegExp(`\\b(?:${[...domain.keys()].join('|')})\\b`, 'g');
  const findIn = (line: string): string[] => {
    const rest = ALLOWED_PHRASES.reduce((text, { phrase }) => text.replace(phrase, ' '), line);
    return wordsOf(rest).match(anyWord) ?? [];
  };
  const files = globSync('libs/**/*.*', { cwd: root }).sort();
  return files.flatMap((file) =>
    [file, ...readFileSync(join(root, file), 'utf8').split('\n')].flatMap((line, at) =>
      findIn(line).map((word) => `${file}:${at}: ${word} (${domain.get(word)})`),
    ),
  );
}
