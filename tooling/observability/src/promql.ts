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

/** One place of an expression where series are chosen. */
export interface Selector {
  text: string;
  matchers: Matcher[];
  /** True inside `rate` or `increase`: what a counter needs. */
  isRated: boolean;
}

/** An expression, taken apart. `errors` holds the places that are not PromQL. */
export interface Parsed {
  errors: string[];
  selectors: Selector[];
}

const RATES = new Set(['Rate', 'Increase']);

/** The value of each of Grafana's variables while an expression is examined. */
const EXAMINED: Record<string, string> = {
  __rate_interval: '5m',
  __range: '1h',
  __interval: '15s',
  service: '.+',
};

/** Replaces Grafana's variables, `$name` or `${name}`; those without a value stay. */
export const fill = (expr: string, values: Record<string, string> = EXAMINED): string =>
  expr.replaceAll(/\$\{?(\w+)\}?/g, (variable, name: string) => values[name] ?? variable);

/** Takes a PromQL expression apart. */
export function parsePromQl(expr: string): Parsed {
  const text = fill(expr);
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

/** Whether a selector chooses a series; regular expressions are anchored, as Prometheus does. */
export const chooses = ({ matchers }: Selector, series: Series): boolean =>
  matchers.every(({ label, op, value }) => {
    const actual = series[label] ?? '';
    const isEqual = op.endsWith('~') ? new RegExp(`^(?:${value})$`).test(actual) : actual === value;
    return op.startsWith('!') ? !isEqual : isEqual;
  });

/** The series of a scrape, in the text form of OpenMetrics; values and exemplars are left out. */
export function readSeries(scrape: string): Series[] {
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
