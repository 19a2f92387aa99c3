import { displayPath } from '#tooling/platform';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** What other commands need to know about the launcher that runs, or ran last. */
interface Launch {
  portOffset: number;
}

/** The folder that holds all state unless `--data` names another. */
export const DEFAULT_DATA = '.data';

/** The files of one embedded run: everything that `npm run reset` deletes. */
export class StatePaths {
  readonly logs: string;
  readonly postgres: string;
  readonly secrets: string;
  /** The folder in which a restore prepares the state. */
  readonly restoring: string;
  private readonly launch: string;

  constructor(readonly data: string) {
    this.logs = join(data, 'logs');
    this.postgres = join(data, 'postgres');
    this.secrets = join(data, 'secrets.json');
    this.restoring = join(data, 'restoring');
    this.launch = join(data, 'launch.json');
  }

  /** A command as a message advises it: with `--data`, unless it finds this run by the default folder. */
  advised(command: string): string {
    if (resolve(this.data) === resolve(DEFAULT_DATA)) return command;
    return `${command}${command.includes(' -- ') ? '' : ' --'} --data ${displayPath(this.data)}`;
  }

  logOf(service: string): string {
    return join(this.logs, `${service}.log`);
  }

  /** Every path. @param postgres the folder of the database, which is elsewhere when its server cannot enter `data` */
  all(postgres: string): string[] {
    const besides = ['log', 'password', 'owner', 'new'].map((extension) => `${postgres}.${extension}`);
    return [postgres, ...besides, this.logs, this.secrets, this.restoring, this.launch];
  }

  saveLaunch(launch: Launch): Promise<void> {
    return writeFile(this.launch, JSON.stringify(launch));
  }

  /** Undefined when nothing was launched here yet. */
  async lastLaunch(): Promise<Launch | undefined> {
    const text = await readFile(this.launch, 'utf8').catch(() => undefined);
    return text ? (JSON.parse(text) as Launch) : undefined;
  }
}
