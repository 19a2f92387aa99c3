import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Domain words that neither a folder of apps/ nor an event names. */
const BASICS = ['customer', 'loyalty', 'points', 'baby', 'order', 'parcel', 'payment', 'album'];

/** What reads like a domain word in libs/, and is none. */
export const ALLOWED = [
  { phrase: /order(?!s)/gi, because: 'ORDER BY, in order to, the order of arrival' },
  { phrase: /\bpoint\b|\bpoints (?=at|to)/gi, because: 'a point in time; a URL points to something' },
  {
    phrase: /\bremainingPoints\b|\bpoints(?=: most| integer)/g,
    because: 'rate-limiter-flexible counts them',
  },
  { phrase: /passwords?/gi, because: 'a PostgreSQL role has one' },
  { phrase: /credentials?/gi, because: 'what a connection URL carries' },
  { phrase: /'email'/g, because: 'the name of a field that a log line must not show' },
];

/** The text in lower case, with `camelCase`, `kebab-case` and `SNAKE_CASE` taken apart. */
const apart = (text: string): string =>
  text.replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[-_]/g, ' ').toLowerCase();

function inBothNumbers(noun: string): string[] {
  const singular = noun.replace(/ies$/, 'y').replace(/s$/, '');
  return [noun, singular, `${singular}s`, singular.replace(/y$/, 'ies')];
}

const nounsSaid = (source: string): string[] =>
  [...source.matchAll(/['"`]([a-z][\w-]*)\.[\w-]+\.v\d+['"`]/g)].map(([, noun]) => noun as string);

/** Every domain word of the root at `root`, with where it comes from. */
function domainWords(root: string): Map<string, string> {
  const services = readdirSync(join(root, 'apps'));
  const faces = globSync('apps/*/src/events.ts', { cwd: root });
  const found = [
    ...BASICS.map((noun) => [noun, 'a basic word']),
    ...faces.flatMap((file) => nounsSaid(readFileSync(join(root, file), 'utf8')).map((noun) => [noun, file])),
    ...services.map((app) => [app, `apps/${app}`]),
  ] as [string, string][];
  return new Map(found.flatMap(([noun, source]) => inBothNumbers(noun).map((word) => [apart(word), source])));
}

/** Every domain word in the names and the lines of the files of libs/, as `file:line: word, of source`. */
export function domainWordsInLibs(root: string): string[] {
  const domain = domainWords(root);
  const anyOfThem = new RegExp(`\\b(?:${[...domain.keys()].join('|')})\\b`, 'g');
  const findIn = (line: string): string[] => {
    const rest = ALLOWED.reduce((text, { phrase }) => text.replace(phrase, ' '), line);
    return apart(rest).match(anyOfThem) ?? [];
  };
  const files = globSync('libs/**/*.*', { cwd: root }).sort();
  return files.flatMap((file) =>
    [file, ...readFileSync(join(root, file), 'utf8').split('\n')].flatMap((line, at) =>
      findIn(line).map((word) => `${file}:${at}: ${word} (${domain.get(word)})`),
    ),
  );
}

if (import.meta.main) {
  const findings = domainWordsInLibs(process.cwd());
  if (findings.length)
    console.log(`${findings.join('\n')}\n\nlibs/ knows no domain: say it in neutral words.`);
  process.exitCode = findings.length ? 1 : 0;
}
