import type { Service } from '#libs/service';
import type { GeneratedFiles } from '#tooling/platform';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'nest-cli.json';

/** nest-cli.json with a project for each service and each library: `nest build loyalty` finds it by its name. */
export function nestCliFiles(services: Pick<Service, 'name'>[], root: string): GeneratedFiles {
  const config = JSON.parse(readFileSync(join(root, FILE), 'utf8')) as object;
  const libraries = globSync('*', { cwd: join(root, 'libs') });
  const projects = [
    ...services.map(({ name }) => [name, project('application', `apps/${name}`, 'main')] as const),
    ...libraries.map((name) => [name, project('library', `libs/${name}`, 'index')] as const),
  ].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    texts: { [FILE]: `${JSON.stringify({ ...config, projects: Object.fromEntries(projects) }, null, 2)}\n` },
  };
}

const project = (type: 'application' | 'library', root: string, entryFile: string) => ({
  type,
  root,
  entryFile,
  sourceRoot: `${root}/src`,
});
