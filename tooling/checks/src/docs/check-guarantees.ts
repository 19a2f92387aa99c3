import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const PAGE = 'docs/guarantees.md';
const HEADER = 'What is promised';
const UNPROVED = /^unproved: \S/;
/** A file, and the title of one of its tests. */
const PROOF = /^`([^`]+\.ts)` › (.+)$/;
const FORM = 'write `FILE` › TITLE, several with <br> between them, or "unproved: " and why';

/** A promise, and the tests that its row names. */
interface Row {
  line: number;
  proofs: string[];
}

/** What is wrong with the proofs that docs/guarantees.md names. A repository without that page has none. */
export function guaranteeFindings(root: string): string[] {
  const page = join(root, PAGE);
  if (!existsSync(page)) return [];
  const titles = new Map<string, Set<string>>();
  const titlesOf = (file: string) => {
    const known = titles.get(file) ?? testTitles(join(root, file));
    titles.set(file, known);
    return known;
  };
  const rows = promises(readFileSync(page, 'utf8'));
  if (!rows.length) return [`${PAGE}: there is no table with the column "${HEADER}": write one`];
  return rows.flatMap(({ line, proofs }) =>
    proofs.flatMap((proof) => {
      const problem = problemOf(root, proof, titlesOf);
      return problem ? [`${PAGE}:${line}: ${problem}`] : [];
    }),
  );
}

function problemOf(root: string, proof: string, titlesOf: (file: string) => Set<string>): string | undefined {
  if (UNPROVED.test(proof)) return undefined;
  const [, file, title] = PROOF.exec(proof) ?? [];
  if (!file || !title) return `"${proof}" names no test: ${FORM}`;
  if (!existsSync(join(root, file))) return `there is no file ${file}: correct the path`;
  return titlesOf(file).has(title) ? undefined : `${file} has no test "${title}": correct the title`;
}

/** The rows of the tables whose first column is headed by what is promised. */
function promises(markdown: string): Row[] {
  const found: Row[] = [];
  let isPromise = false;
  for (const [at, text] of markdown.split('\n').entries()) {
    const cells = text.startsWith('|')
      ? text
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim())
      : undefined;
    if (!cells) isPromise = false;
    else if (cells[0] === HEADER) isPromise = true;
    else if (isPromise && !/^-+$/.test(cells[0] ?? ''))
      found.push({ line: at + 1, proofs: (cells.at(-1) ?? '').split('<br>').map((proof) => proof.trim()) });
  }
  return found;
}

/** The titles of the tests of a file that run. A title in a template is known by its text, with its `${…}`. */
function testTitles(file: string): Set<string> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    const title = titleIn(node, source);
    if (title !== undefined) titles.add(title);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

/** The title of `it('…')` or `it.each(…)('…')`; undefined for other nodes, and for what is skipped or to be done. */
function titleIn(node: ts.Node, source: ts.SourceFile): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const callee = ts.isCallExpression(node.expression) ? node.expression.expression : node.expression;
  const isTable = ts.isCallExpression(node.expression);
  if (callee.getText(source) !== (isTable ? 'it.each' : 'it')) return undefined;
  const [title] = node.arguments;
  if (title && ts.isStringLiteralLike(title)) return title.text;
  return title && ts.isTemplateExpression(title) ? title.getText(source).slice(1, -1) : undefined;
}
