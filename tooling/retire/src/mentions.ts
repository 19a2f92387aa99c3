import { spawnSync } from 'node:child_process';

/** What `npm run generate` writes again, and what tells of the past or of this very example. */
const NOT_THEIRS = [
  ':!nest-cli.json',
  ':!CHANGELOG.md',
  ':!docs/seams.md',
  ':!docs/decisions',
  ':!contracts',
];

/** The files in git that name the folder of a service, but are not in it. */
export function mentionsOf(service: string): string[] {
  const pathspecs = ['.', `:!apps/${service}`, ...NOT_THEIRS];
  const { stdout } = spawnSync(
    'git',
    ['grep', '-l', '--fixed-strings', `apps/${service}/`, '--', ...pathspecs],
    {
      encoding: 'utf8',
    },
  );
  return stdout.split('\n').filter(Boolean);
}
