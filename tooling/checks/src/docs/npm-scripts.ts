import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** A script of package.json. */
export interface NpmScript {
  name: string;
  /** What npm runs. */
  line: string;
  /** The source of the command that it runs, if it is one of ours. */
  main?: string;
  /** The options of that command; undefined if another program defines them. */
  options?: Set<string>;
}

/** The scripts of the package.json in `root`, by name. */
export function npmScripts(root: string): Map<string, NpmScript> {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return new Map(Object.entries(scripts).map(([name, line]) => [name, scriptOf(root, name, line)]));
}

function scriptOf(root: string, name: string, line: string): NpmScript {
  const [, room, command] = /tooling\/run\.ts (?:--built )?([\w-]+)\/([\w-]+)/.exec(line) ?? [];
  const main = room
    ? `tooling/${room}/src/${command}.main.ts`
    : /^node (tooling\/\S+\.main\.ts)/.exec(line)?.[1];
  if (!main) return { name, line };
  return { name, line, main, options: optionsOf(join(root, main)) };
}

/** The options that a command declares, in its main file or in a file of the same room that it imports. */
function optionsOf(main: string): Set<string> {
  const options = new Set<string>();
  const files = [main];
  for (const file of files) {
    if (!existsSync(file)) continue;
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
    const visit = (node: ts.Node): void => {
      const option = declaredOption(node);
      if (option) options.add(option);
      const imported = relativeImport(node);
      const path = imported && join(dirname(file), imported.replace(/\.js$/, '.ts'));
      if (path && !files.includes(path)) files.push(path);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return options;
}

/** `since` of `since: { type: 'string' }` or `since: { about: '…' }`, and `data` of `'--data DIR': '…'`; `runCommand` has `--help`. */
function declaredOption(node: ts.Node): string | undefined {
  if (ts.isImportSpecifier(node) && node.name.text === 'runCommand') return 'help';
  const name = keyOf(node);
  if (name?.startsWith('--')) return name.slice(2).split(' ')[0];
  if (!ts.isPropertyAssignment(node) || !ts.isObjectLiteralExpression(node.initializer)) return undefined;
  const keys = node.initializer.properties.map(keyOf);
  return keys.includes('type') || keys.includes('about') ? name : undefined;
}

const keyOf = (node: ts.Node): string | undefined =>
  ts.isPropertyAssignment(node) && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name))
    ? node.name.text
    : undefined;

/** The path of a static or dynamic import that begins with a dot. */
function relativeImport(node: ts.Node): string | undefined {
  const specifier =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : undefined;
  return specifier && ts.isStringLiteral(specifier) && specifier.text.startsWith('.')
    ? specifier.text
    : undefined;
}
