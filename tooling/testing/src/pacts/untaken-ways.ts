import { findSourceMap } from 'node:module';
import { basename } from 'node:path';
import type { WaysReport } from '#tooling/pacts';
import type { CoveredScript } from './branch-coverage.js';
import { type Condition, eventConditions } from './event-conditions.js';

/** A way of a condition, such as `points.ts: !isNew is never true`, with its line in the TypeScript source. */
interface Way {
  what: string;
  line: number;
  count: number;
}

/**
 * The ways that no example takes, of the conditions on which events and effects depend. A condition that no example reaches
 * is behind one that is named already, or behind an event that no consumer hears.
 * @param reasons why no example takes a way, by its name; a name that no condition has is a mistake
 */
export function untakenWays(scripts: CoveredScript[], reasons: Record<string, string>): WaysReport {
  const conditions = eventConditions(scripts);
  const all = scripts.flatMap((script) =>
    (conditions.get(script.url) ?? []).flatMap((one) => waysOf(one, script)),
  );
  const known = new Set(all.map(({ what }) => what));
  return {
    ways: all.length,
    untaken: [
      ...all
        .filter(({ what, count }) => count <= 0 && !(what in reasons))
        .map(
          ({ what, line }) => `${what} (line ${line}): add a case to a state, or the reason to \`untaken\``,
        ),
      ...Object.keys(reasons)
        .filter((what) => !known.has(what))
        .map((what) => `${what}: no condition has this name: remove it from \`untaken\``),
    ],
  };
}

/** A way without code of its own was taken as often as the condition was met and the other way was not. */
function waysOf(condition: Condition, script: CoveredScript): Way[] {
  const { text, start, whenTrue, whenFalse, isNullish } = condition;
  const met = countAt(script, start);
  if (!met) return [];
  const other = countAt(script, whenTrue ?? whenFalse!);
  const trues = whenTrue === undefined ? met - other : other;
  const falses = whenFalse === undefined ? met - other : countAt(script, whenFalse);
  const what = `${basename(new URL(script.url).pathname)}: ${text} is never`;
  const line = lineOf(script, condition.at);
  return [
    { what: `${what} ${isNullish ? 'there' : 'true'}`, line, count: trues },
    { what: `${what} ${isNullish ? 'missing' : 'false'}`, line, count: falses },
  ];
}

/** How often the innermost range around a position ran. */
function countAt({ functions }: CoveredScript, position: number): number {
  const around = functions
    .flatMap(({ ranges }) => ranges)
    .filter(({ startOffset, endOffset }) => startOffset <= position && position < endOffset);
  const sizes = around.map(({ startOffset, endOffset }) => endOffset - startOffset);
  return around[sizes.lastIndexOf(Math.min(...sizes))]?.count ?? 0;
}

/** The line in the TypeScript source, or in the script when there is no source map. */
function lineOf({ url, source }: CoveredScript, position: number): number {
  const before = source.slice(0, position).split('\n');
  const entry = findSourceMap(url)?.findEntry(before.length - 1, before.at(-1)!.length);
  return entry && 'originalLine' in entry ? entry.originalLine + 1 : before.length;
}

/** The reason why no state of a pact takes these ways of the rules: another test tries them. */
export const triedBy = (test: string, ways: string[]): Record<string, string> =>
  Object.fromEntries(ways.map((way) => [way, test]));
