import { breaks } from './breaking-changes.js';
import type { AsyncApi, OpenApi } from './document.js';
import { PLATFORM_EVENTS } from './platform-events.js';
import { PUBLIC_API } from './public-api.js';

/** The changelogs of the documents that have versions of their own. */
export const CHANGELOGS = {
  [PUBLIC_API]: 'contracts/changes/public.md',
  [PLATFORM_EVENTS]: 'contracts/changes/platform.md',
};

/** How a document differs from an earlier one, a line each. */
export interface Changes {
  breaking: string[];
  added: string[];
}

/** What consumers may suffer from, and what is new for them. */
export function changesOf(before: OpenApi | AsyncApi, after: OpenApi | AsyncApi): Changes {
  const title = `${before.info.title}: `;
  const between = (one: typeof before, other: typeof before) =>
    breaks({ document: one }, { document: other }).map((line) =>
      line.startsWith(title) ? line.slice(title.length) : line,
    );
  const gone = between(after, before).filter((line) => line.endsWith(' is gone'));
  return {
    breaking: between(before, after),
    added: gone.map((line) => line.replace(/ is gone$/, ' is new')),
  };
}

/**
 * The version after some changes (https://semver.org): a break makes a major one, an addition a minor one; before 1.0.0, where
 * everything may change, a minor one and a patch.
 */
export function versionAfter(version: string, { breaking, added }: Changes): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (!breaking.length && !added.length) return version;
  if (major === 0) return breaking.length ? `0.${minor + 1}.0` : `0.${minor}.${patch + 1}`;
  return breaking.length ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
}

/** The newest version in a changelog. */
export const versionIn = (changelog: string): string | undefined =>
  /^## (\d+\.\d+\.\d+)$/m.exec(changelog)?.[1];

/** A changelog with a version on top that has the changes, if there are any. */
export function withChanges(changelog: string, changes: Changes): string {
  const version = versionIn(changelog) ?? '0.0.0';
  const next = versionAfter(version, changes);
  if (next === version) return changelog;
  const parts = [
    `## ${next}`,
    ...(changes.breaking.length ? [`Breaking:`, listOf(changes.breaking)] : []),
    ...(changes.added.length ? ['Added:', listOf(changes.added)] : []),
  ];
  const section = `${parts.join('\n\n')}\n\n`;
  const place = changelog.indexOf(`## ${version}\n`);
  return place < 0
    ? `${changelog}\n${section.trimEnd()}\n`
    : changelog.slice(0, place) + section + changelog.slice(place);
}

const listOf = (lines: string[]): string => lines.map((line) => `- ${line}`).join('\n');
