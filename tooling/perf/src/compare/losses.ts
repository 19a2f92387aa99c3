/** What became of the rows that were saved. */
export interface Losses {
  rows: number;
  /** Rows without an effect. */
  lost: number;
  /** Rows with more effects than one. */
  doubled: number;
  /** Effects of rows that were never saved. */
  unfounded: number;
}

/** @param saved the ids of rows @param effects the ids of effects, as often as they came */
export function lossesOf(saved: readonly string[], effects: readonly string[]): Losses {
  const rows = new Set(saved);
  const times = new Map<string, number>();
  for (const id of effects) times.set(id, (times.get(id) ?? 0) + 1);
  return {
    rows: rows.size,
    lost: [...rows].filter((id) => !times.has(id)).length,
    doubled: [...times].filter(([id, count]) => rows.has(id) && count > 1).length,
    unfounded: [...times.keys()].filter((id) => !rows.has(id)).length,
  };
}
