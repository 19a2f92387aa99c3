import { type Job } from '#libs/service';
import { DIST } from '#tooling/platform';
import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folderOf = (service: string) => join(DIST, 'apps', service, 'src');
/** The program, which ends by itself: `apps/<service>/src/<job>.main.ts`. */
export const scriptOf = (service: string, job: string) => join(folderOf(service), `${job}.main.js`);

/** The jobs of a service of this build. */
export const jobsOf = (service: string): string[] =>
  globSync('*.job.js', { cwd: folderOf(service) }).map((file) => basename(file, '.job.js'));

/** What a job understands, as `apps/<service>/src/<job>.job.ts` declares it; undefined when there is no such job. */
export async function findJob(service: string, job: string): Promise<Job | undefined> {
  const file = join(folderOf(service), `${job}.job.js`);
  if (!existsSync(file)) return undefined;
  return ((await import(pathToFileURL(file).href)) as { job: Job }).job;
}
