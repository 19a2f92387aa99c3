import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the other commands must know of the launcher that runs, or ran last. */
interface Launch {
  portOffset: number;
}

/** Where a launcher keeps its state: everything that `npm run reset` empties. */
export class StatePaths {
  readonly logs: string;
  readonly postgres: string;
  readonly secrets: string;
  /** Where a backup becomes a state. */
  readonly restoring: string;
  private readonly launch: string;

  constructor(readonly data: string) {
    this.logs = join(data, 'logs');
    this.postgres = join(data, 'postgres');
    this.secrets = join(data, 'secrets.json');
    this.restoring = join(data, 'restoring');
    this.launch = join(data, 'launch.json');
  }

  logOf(service: string): string {
    return join(this.logs, `${service}.log`);
  }

  /** @param postgres where the database really lies: not here when its server cannot reach it */
  all(postgres: string): string[] {
    const besides = ['log', 'password', 'owner', 'new'].map((end) => `${postgres}.${end}`);
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
