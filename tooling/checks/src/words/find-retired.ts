import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { RETIRED, type RetiredIdentifier } from './retired-identifiers.ts';

/** The changelog tells the past; fixtures break rules on purpose. */
const SKIPPED =
  /(?:^|[\\/])(?:node_modules|dist|coverage|\.\w+|CHANGELOG\.md)$|^tooling[\\/]checks[\\/]test[\\/]fixtures$/;

interface Occurrence {
  identifier: string;
  line: number;
}

/** Every use of a retired name in code, in the code of Markdown, and in file names: `file:line: Stage was retired: …`. */
export function retiredIdentifiersIn(root: string, retired = RETIRED): string[] {
  const files = globSync('**/*.{ts,js,cjs,mjs,md}', { cwd: root, exclude: (path) => SKIPPED.test(path) });
  const find = finderOf(retired);
  return files
    .sort()
    .flatMap((file) => [
      ...find(basename(file)).map((sentence) => `${file}:0: ${sentence}`),
      ...identifiersOf(file, readFileSync(join(root, file), 'utf8')).flatMap(({ identifier, line }) =>
        find(identifier).map((sentence) => `${file}:${line}: ${sentence}`),
      ),
    ]);
}

/** A function that finds the retired names in an identifier or a file name; most identifiers occur many times. */
function finderOf(retired: RetiredIdentifier[]): (identifier: string) => string[] {
  const searched = retired.map((one) => ({ ...one, parts: partsOf(one.name) }));
  const known = new Map<string, string[]>();
  return (identifier) => {
    const sentences =
      known.get(identifier) ??
      searched
        .filter(({ name, parts, isWhole }) =>
          isWhole ? identifier === name : partsOf(identifier).includes(parts),
        )
        .map(
          ({ name, use }) =>
            `${name} was retired: use ${use}${identifier === name ? '' : ` (in ${identifier})`}`,
        );
    known.set(identifier, sentences);
    return sentences;
  };
}

/** The words of `camelCase`, `kebab-case`, `SNAKE_CASE` and file names, such as ` email stage ts `. */
const partsOf = (identifier: string): string =>
  ` ${(identifier.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? []).join(' ').toLowerCase()} `;

const identifiersOf = (file: string, text: string): Occurrence[] =>
  file.endsWith('.md') ? identifiersOfMarkdown(text) : identifiersOfCode(file, text);

function identifiersOfCode(file: string, text: string): Occurrence[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: Occurrence[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ identifier: node.text, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Words in code blocks and in inline code; prose has no identifiers. */
function identifiersOfMarkdown(text: string): Occurrence[] {
  let isBlock = false;
  return text.split('\n').flatMap((content, at) => {
    const isFence = /^\s*(```|~~~)/.test(content);
    if (isFence) isBlock = !isBlock;
    const code = isBlock && !isFence ? [content] : (content.match(/`[^`]+`/g) ?? []);
    return code
      .flatMap((span) => span.match(/\w+/g) ?? [])
      .map((identifier) => ({ identifier, line: at + 1 }));
  });
}
