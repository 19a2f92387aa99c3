import type { RecordedRelease } from './release.js';

/*
 * A schema changes in two releases: the first one adds the new form (expand), a later one takes the old form away (contract). A
 * migration that takes something away says so by its name: `0007-contract-0005-short-names` may run once every release
 * that runs knows migration 0005, because those do without the old form.
 */
const CONTRACT = /^(?<set>[^/]+)\/\d{4}-contract-(?<after>\d{4})-/;

/** A migration that a running release does not survive. */
export interface Conflict {
  migration: string;
  /** The running release that needs what the migration takes away. */
  release: number;
}

/**
 * The migrations that must wait.
 * @param due those that would run now, as `set/migration`
 * @param running the releases that run, or that may be brought back at once
 */
export const conflicts = (
  due: readonly string[],
  running: readonly Pick<RecordedRelease, 'number' | 'migrations'>[],
): Conflict[] =>
  due.flatMap((migration) => {
    const { set, after } = CONTRACT.exec(migration)?.groups ?? {};
    if (!set) return [];
    return running
      .filter(({ migrations }) => !migrations.some((one) => one.startsWith(`${set}/${after}-`)))
      .map(({ number }) => ({ migration, release: number }));
  });
