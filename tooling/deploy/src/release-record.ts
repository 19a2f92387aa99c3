import { UserError } from '#tooling/platform';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Ending, RecordedRelease, Release } from './release.js';

/**
 * The releases of every environment as files that are only ever added: `<environment>/<service>/<number>.json`, and
 * `<number>.ending.json` once its deployment has ended.
 */
export class ReleaseRecord {
  constructor(private readonly folder: string) {}

  /** The releases of a service in an environment, oldest first. */
  of(environment: string, service: string): RecordedRelease[] {
    const files = globSync(join(environment, service, '*.json'), { cwd: this.folder }).toSorted();
    return files
      .filter((file) => !file.endsWith('.ending.json'))
      .map((file) => {
        const ending = files.find((one) => one === file.replace('.json', '.ending.json'));
        const release = this.read<Release>(file);
        return ending ? { ...release, ending: this.read<Ending>(ending) } : release;
      });
  }

  /** The services that have releases in an environment. */
  services(environment: string): string[] {
    const files = globSync(join(environment, '*/*.json'), { cwd: this.folder });
    return [...new Set(files.map((file) => basename(dirname(file))))].toSorted();
  }

  /** @throws UserError when another deployment has taken the number meanwhile */
  add(release: Release): void {
    this.write(fileOf(release), release);
  }

  /** @throws UserError when it has ended already */
  end(release: Release, ending: Ending): void {
    this.write(fileOf(release).replace('.json', '.ending.json'), ending);
  }

  private read<Content>(file: string): Content {
    try {
      return JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as Content;
    } catch (error) {
      throw new UserError(
        `${join(this.folder, file)} is no record of a release: ${(error as Error).message}`,
        {
          cause: error,
        },
      );
    }
  }

  private write(file: string, content: object): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new UserError(
        `${path} is there already: another deployment has written it. Run the command again.`,
        {
          cause: error,
        },
      );
    }
  }
}

/** Padded, so that the files are in the order of the releases. */
const fileOf = ({ environment, service, number }: Release): string =>
  join(environment, service, `${String(number).padStart(5, '0')}.json`);
