import ts from 'typescript';

/** A condition, and where in the script each of its ways begins. */
export interface Condition {
  text: string;
  at: number;
  /** What runs each time that the condition is met. */
  start: number;
  whenTrue?: number;
  whenFalse?: number;
  /** `??` asks whether there is a value. */
  isNullish?: boolean;
}

/** A method or a function at the top of a file. */
interface Unit {
  file: string;
  owner: string;
  name: string;
  node: ts.Node;
}

type Source = { url: string; source: string };

/**
 * The conditions on which an event depends: those of each method that calls `outbox.add` or `effects.add`, of the methods of
 * its class that call it, and of the service's functions that these call by name. What other classes decide is not followed.
 * @returns the conditions by the URL of their script
 */
export function eventConditions(sources: Source[]): Map<string, Condition[]> {
  const units = sources.flatMap(unitsOf);
  const found = new Set(units.filter(({ node }) => some(node, isAdd)));
  for (const unit of found) {
    const callers = units.filter(
      (one) => unit.owner && one.owner === unit.owner && some(one.node, (node) => isOwnCall(node, unit.name)),
    );
    const callees = units.filter(
      ({ owner, name }) => !owner && some(unit.node, (node) => isCall(node, name)),
    );
    for (const one of [...callers, ...callees]) found.add(one); // the loop goes on with them
  }
  const grouped = Map.groupBy(found, ({ file }) => file);
  return new Map([...grouped].map(([file, all]) => [file, all.flatMap(({ node }) => conditionsOf(node))]));
}

function unitsOf({ url, source }: Source): Unit[] {
  const file = ts.createSourceFile(url, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  return file.statements.flatMap((statement): Unit[] => {
    if (ts.isFunctionDeclaration(statement) && statement.name)
      return [{ file: url, owner: '', name: statement.name.text, node: statement }];
    const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    return [statement, ...declared].flatMap((node): Unit[] => {
      const value = ts.isVariableDeclaration(node) ? node.initializer : node;
      if (value && ts.isClassLike(value))
        return value.members.flatMap((member) =>
          ts.isMethodDeclaration(member)
            ? [{ file: url, owner: `${url} ${value.pos}`, name: member.name.getText(), node: member }]
            : [],
        );
      if (ts.isVariableDeclaration(node) && value && ts.isArrowFunction(value))
        return [{ file: url, owner: '', name: node.name.getText(), node: value }];
      return [];
    });
  });
}

const isAdd = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && /(^|\.)(outbox|effects)\.add$/.test(node.expression.getText());

const isOwnCall = (node: ts.Node, name: string): boolean =>
  ts.isCallExpression(node) && node.expression.getText() === `this.${name}`;

const isCall = (node: ts.Node, name: string): boolean =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name;

function some(node: ts.Node, is: (node: ts.Node) => boolean): boolean {
  return is(node) || (ts.forEachChild(node, (child) => some(child, is) || undefined) ?? false);
}

function conditionsOf(node: ts.Node): Condition[] {
  const conditions: Condition[] = [];
  const visit = (one: ts.Node): void => {
    const condition = conditionOf(one);
    if (condition) conditions.push(condition);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return conditions;
}

function conditionOf(node: ts.Node): Condition | undefined {
  if (ts.isIfStatement(node)) return condition(node, node.expression, node.thenStatement, node.elseStatement);
  if (ts.isConditionalExpression(node)) return condition(node, node.condition, node.whenTrue, node.whenFalse);
  if (ts.isCaseClause(node) && node.statements[0])
    return condition(node.parent, node.expression, node.statements[0]);
  if (!ts.isBinaryExpression(node)) return undefined;
  const { left, right } = node;
  if (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return condition(node, left, right);
  if (node.operatorToken.kind === ts.SyntaxKind.BarBarToken) return condition(node, left, undefined, right);
  if (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return { ...condition(node, left, undefined, right), isNullish: true };
  return undefined;
}

const condition = (whole: ts.Node, asked: ts.Node, whenTrue?: ts.Node, whenFalse?: ts.Node): Condition => ({
  text: asked.getText().replaceAll(/\s+/g, ' '),
  at: asked.getStart(),
  start: whole.getStart(),
  ...(whenTrue && { whenTrue: whenTrue.getStart() }),
  ...(whenFalse && { whenFalse: whenFalse.getStart() }),
});
