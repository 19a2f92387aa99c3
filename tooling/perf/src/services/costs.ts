import type { Weighing } from './weighing.js';

/**
 * What services cost a process: CPU time until they are ready in seconds, and memory (PSS) in MiB. One thread starts them, so that
 * on an idle machine the clock says the same as the CPU time; on any other one, it says anything.
 */
export interface Cost {
  start: number;
  memory: number;
}

/** What one service may add to a process that has the others already. */
const LIMIT: Cost = { start: 0.1, memory: 6 };

const DIGITS: Cost = { start: 3, memory: 1 };
const UNITS: Record<keyof Cost, string> = { start: 's', memory: 'MiB' };
const KINDS = ['start', 'memory'] as const;
/** Standard errors on each side of a value, for 95 %. */
const ERRORS = 2;

/** What each service costs, and how exactly that is known. */
export type Costs = Record<keyof Cost, Weighing>;

/** A sentence for each cost that is above its limit by more than the error. */
export const tooDear = (names: readonly string[], costs: Costs): string[] =>
  KINDS.flatMap((kind) => {
    const { weights, error } = costs[kind];
    return names.flatMap((name, at) =>
      weights[at]! - ERRORS * error > LIMIT[kind]
        ? `${name} costs ${text(kind, weights[at]!)}, at most ${text(kind, LIMIT[kind])}.`
        : [],
    );
  });

/** Whether the machine was too restless: a service that costs twice its limit could be taken for one that keeps it. */
export const isRestless = (costs: Costs): boolean =>
  KINDS.some((kind) => ERRORS * costs[kind].error > LIMIT[kind]);

/** The costs as a table, and their error. */
export function tableOf(names: readonly string[], costs: Costs): string {
  const width = Math.max(...names.map(({ length }) => length));
  const line = (name: string, of: (kind: keyof Cost) => number) =>
    [name.padEnd(width), ...KINDS.map((kind) => text(kind, of(kind)).padStart(10))].join('  ');
  return [
    ...names.map((name, at) => line(name, (kind) => costs[kind].weights[at]!)),
    line('limit', (kind) => LIMIT[kind]),
    line('error', (kind) => ERRORS * costs[kind].error),
  ].join('\n');
}

const text = (kind: keyof Cost, value: number): string => `${value.toFixed(DIGITS[kind])} ${UNITS[kind]}`;
