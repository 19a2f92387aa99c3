import { parser } from '@prometheus-io/lezer-promql';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** The labels of one time series; its name is `__name__`. */
export type Series = Record<string, string>;

/** One condition on a label. The metric's name is a condition on `__name__`. */
interface Matcher {
  label: string;
  op: '=' | '!=' | '=~' | '!~';
  value: string;
}

/** One place of an expression that selects series. */
export interface Selector {
  text: string;
  matchers: Matcher[];
  /** True inside `rate` or `increase`, as a counter must be. */
  isRated: boolean;
}

/** A parsed expression. `errors` names the places that are not PromQL. */
export interface Parsed {
  errors: string[];
  selectors: Selector[];
}

const RATES = new Set(['Rate', 'Increase']);

/** The values of Grafana's variables while an expression is parsed. */
const DEFAULT_VARIABLES: Record<string, string> = {
  __rate_interval: '5m',
  __range: '1h',
  __interval: '15s',
  service: '.+',
  flow: '.+',
};

/** Replaces Grafana's variables, `$name` or `${name}`, by their values; variables without a value stay. */
export const substituteVariables = (
  expr: string,
  values: Record<string, string> = DEFAULT_VARIABLES,
): string => expr.replaceAll(/\$\{?(\w+)\}?/g, (variable, name: string) => values[name] ?? variable);

/** Parses a PromQL expression, in which Grafana's variables may occur. */
export function parsePromQl(expr: string): Parsed {
  const text = substituteVariables(expr);
  const tree = parser.parse(text);
  const errors: string[] = [];
  const selectors: Selector[] = [];
  tree.iterate({
    enter(node) {
      if (node.type.isError) errors.push(`not PromQL at ${node.from}: ${text}`);
      if (node.name === 'VectorSelector') selectors.push(selectorOf(node.node, text));
    },
  });
  return { errors, selectors };
}

function selectorOf(node: SyntaxNode, text: string): Selector {
  const textOf = (part: { from: number; to: number }) => text.slice(part.from, part.to);
  const name = node.getChild('Identifier');
  const matchers = (node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []).map(
    (matcher) => {
      const [label, op, value] = [
        matcher.firstChild,
        matcher.getChild('MatchOp'),
        matcher.lastChild,
      ] as SyntaxNode[];
      return {
        label: textOf(label as SyntaxNode),
        op: textOf(op as SyntaxNode) as Matcher['op'],
        value: JSON.parse(textOf(value as SyntaxNode)) as string,
      };
    },
  );
  const named: Matcher[] = name ? [{ label: '__name__', op: '=', value: textOf(name) }] : [];
  return { text: textOf(node), matchers: [...named, ...matchers], isRated: isRated(node) };
}

function isRated(node: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    const called =
      at.name === 'FunctionCall' ? at.getChild('FunctionIdentifier')?.firstChild?.name : undefined;
    if (called && RATES.has(called)) return true;
  }
  return false;
}

/** Whether a selector matches a series. Regular expressions are anchored, as in Prometheus. */
export const matchesSeries = ({ matchers }: Selector, series: Series): boolean =>
  matchers.every(({ label, op, value }) => {
    const actual = series[label] ?? '';
    const isEqual = op.endsWith('~') ? new RegExp(`^(?:${value})$`).test(actual) : actual === value;
    return op.startsWith('!') ? !isEqual : isEqual;
  });

/** The labels of every series in a scrape (OpenMetrics text format), without values and exemplars. */
export function parseSeries(scrape: string): Series[] {
  const lines = scrape.split('\n').filter((line) => line && !line.startsWith('#'));
  return lines.map((line) => {
    const [, name = '', labels = ''] = /^([\w:]+)(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})?/.exec(line) ?? [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, value]) => [
      label,
      value,
    ]);
    return { ...(Object.fromEntries(pairs) as Series), __name__: name };
  });
}
