import type { Usage } from '../engines/process-tree.js';
import type { Losses } from './losses.js';
import type { Latency, Measured } from './measure.js';

/** A contender, and what was measured of it, or why nothing was. */
export interface Row {
  title: string;
  measured: Measured | { skipped: string };
}

const NONE = '–';

const fixed = (number: number | undefined): string =>
  number === undefined ? NONE : number.toFixed(number < 10 ? 1 : 0);
const ms = (latency: Latency | undefined): string =>
  latency ? `${fixed(latency.p50)} / ${fixed(latency.p95)}` : NONE;
const sum = (one: Usage, other: Usage, kind: keyof Usage, digits: number): string =>
  `${one[kind].toFixed(digits)} + ${other[kind].toFixed(digits)}`;

const COSTS = [
  'Contender',
  'Requests a second',
  'Events a second',
  'Request, ms',
  'Commit to effect, ms',
  'CPU of an event, ms',
  'Memory, MiB',
];

const costsOf = ({ processes, servers, ...measured }: Measured): string[] => [
  fixed(measured.requestsPerSecond),
  fixed(measured.eventsPerSecond),
  ms(measured.requestMs),
  ms(measured.effectMs),
  sum(processes, servers, 'cpuMs', 2),
  sum(processes, servers, 'mib', 0),
];

const DEATHS = [
  'Contender',
  'Publisher killed: rows',
  'lost',
  'doubled',
  'Consumer killed: rows',
  'lost',
  'doubled',
];

const lossesOf = ({ rows, lost, doubled }: Losses): string[] => [rows, lost, doubled].map(String);
const deathsOf = ({ killed }: Measured): string[] =>
  killed ? [...lossesOf(killed.publisher), ...lossesOf(killed.consumer)] : DEATHS.slice(1).map(() => NONE);

/** Both tables as Markdown, as `docs/comparison.md` has them. */
export const tablesOf = (rows: readonly Row[]): string =>
  [tableOf(COSTS, rows, costsOf), tableOf(DEATHS, rows, deathsOf)].join('\n\n');

function tableOf(
  headings: string[],
  rows: readonly Row[],
  cellsOf: (measured: Measured) => string[],
): string {
  const lines = rows.map(({ title, measured }) =>
    'skipped' in measured
      ? [title, measured.skipped, ...headings.slice(2).map(() => '')]
      : [title, ...cellsOf(measured)],
  );
  const widths = headings.map((heading, at) =>
    Math.max(...[heading, ...lines.map((line) => line[at]!)].map(({ length }) => length)),
  );
  const rule = widths.map((width, at) => (at ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  const text = (cells: string[]) =>
    `| ${cells.map((cell, at) => (at ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!))).join(' | ')} |`;
  return [text(headings), text(rule), ...lines.map(text)].join('\n');
}
