import { UNVERSIONED } from '#libs/service';
import { type Git, gitIn, jsonAt, linesOf } from '#tooling/platform';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Changes, changesOf, versionAfter } from './changelog.js';
import type { AsyncApi, OpenApi } from './document.js';
import { PLATFORM_EVENTS } from './platform-events.js';
import { PUBLIC_API } from './public-api.js';
import { FOLDERS, partingFrom } from './since.js';

const SEMANTIC = /^\d+\.\d+\.\d+$/;
const VERSION_LINE = /^( *version: ')[^']*(',)$/m;

/** What the version of one service must be. */
export interface NextVersion {
  service: string;
  /** Where this branch left the other; undefined when there was no version yet. */
  was: string | undefined;
  is: string;
  /** The least version that its changes allow. */
  least: string;
  /** What decides it: the worst changes first. */
  why: string[];
}

/**
 * What the version of each service must be, by what changed where this branch left `ref`: a break of its OpenAPI or AsyncAPI
 * document makes a major version, an addition a minor one, and another change of its own sources a patch. Changes of libs/ count
 * for no service.
 * @throws UserError when the revision is not known
 */
export function versionsSince(ref: string, root: string): NextVersion[] {
  const git = gitIn(root);
  const revision = partingFrom(ref, git);
  const before = jsonAt(git, revision, ...FOLDERS);
  const [openApi = ''] = FOLDERS;
  return globSync(`${openApi}/*.json`, { cwd: root })
    .filter((file) => file !== PUBLIC_API && file !== PLATFORM_EVENTS)
    .sort()
    .map((file) => {
      const service = basename(file, '.json');
      const is = versionOf(readFileSync(join(root, file), 'utf8'));
      const was = before[file] === undefined ? undefined : versionOf(before[file]);
      if (was === undefined || was === UNVERSIONED || !SEMANTIC.test(was))
        return { service, was: undefined, is, least: is === UNVERSIONED ? '1.0.0' : is, why: ['it is new'] };
      const changes = changesSince(service, before, root);
      const isChanged = hasChanged(`apps/${service}/src`, revision, git);
      return { service, was, is, ...leastAfter(was, changes, isChanged) };
    });
}

/** The least version after these changes, and why. */
function leastAfter(was: string, changes: Changes, isChanged: boolean): Pick<NextVersion, 'least' | 'why'> {
  const why = [...changes.breaking, ...changes.added];
  if (why.length) return { least: versionAfter(was, changes), why };
  return isChanged ? { least: patchAfter(was), why: ['its sources have changed'] } : { least: was, why: [] };
}

/** Whether a version comes before another one. */
export const isBefore = (one: string, other: string): boolean => {
  const [ones, others] = [partsOf(one), partsOf(other)];
  const at = ones.findIndex((part, index) => part !== others[index]);
  return at >= 0 && ones[at]! < others[at]!;
};

/** Writes versions that are too small into the modules of their services. @returns these services */
export function writeVersions(versions: NextVersion[], root: string): string[] {
  const small = versions.filter(({ is, least }) => isBefore(is, least));
  for (const { service, least } of small) {
    const file = join(root, `apps/${service}/src/${service}.module.ts`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(VERSION_LINE, `$1${least}$2`));
  }
  return small.map(({ service }) => service);
}

const partsOf = (version: string): number[] => version.split('.').map(Number);

function patchAfter(version: string): string {
  const [major = 0, minor = 0, patch = 0] = partsOf(version);
  return `${major}.${minor}.${patch + 1}`;
}

const versionOf = (document: string): string => (JSON.parse(document) as OpenApi).info.version;

/** How the documents of a service differ from what they were. One that is new adds all that it has. */
function changesSince(service: string, before: Record<string, string>, root: string): Changes {
  const all = FOLDERS.map((folder) => `${folder}/${service}.json`).map((file): Changes => {
    const had = before[file];
    const [has] = globSync(file, { cwd: root }).map((one) => readFileSync(join(root, one), 'utf8'));
    if (had === undefined || has === undefined) return { breaking: [], added: [] };
    return changesOf(JSON.parse(had) as OpenApi | AsyncApi, JSON.parse(has) as OpenApi | AsyncApi);
  });
  return {
    breaking: all.flatMap(({ breaking }) => breaking),
    added: all.flatMap(({ added }) => added),
  };
}

const hasChanged = (folder: string, revision: string, git: Git): boolean =>
  linesOf(git('diff', '--name-only', revision, '--', folder)).length > 0 ||
  linesOf(git('ls-files', '--others', '--exclude-standard', '--', folder)).length > 0;
