import { displayPath } from '#tooling/platform';
import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BrokerPlace } from './broker-place.js';

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
  /** The folder of the RabbitMQ that the launcher starts. */
  readonly rabbitmq: string;
  /** The file that tells where the events of this state are. */
  readonly broker: string;
  /** The folder in which a restore prepares the state. */
  readonly restoring: string;
  private readonly launch: string;

  /** @param givenOffset what a start adds to every port; other commands find it by the last launch */
  constructor(
    readonly data: string,
    private readonly givenOffset?: number,
  ) {
    this.logs = join(data, 'logs');
    this.postgres = join(data, 'postgres');
    this.secrets = join(data, 'secrets.json');
    this.rabbitmq = join(data, 'rabbitmq');
    this.broker = join(data, 'broker.json');
    this.restoring = join(data, 'restoring');
    this.launch = join(data, 'launch.json');
  }

  /** What is added to every port of this run. */
  get portOffset(): number {
    return this.givenOffset ?? this.lastLaunch()?.portOffset ?? 0;
  }

  /**
   * A command as a message advises it: with `--data`, unless it finds this run by the default folder. A start gets the
   * offset of this run, too; other commands find that in the folder.
   */
  advised(command: string): string {
    const options = [
      ...(command === 'npm start' && this.portOffset ? [`--port-offset ${this.portOffset}`] : []),
      ...(this.advisedOptions ? [this.advisedOptions] : []),
    ];
    const dashes = options.length && !command.includes(' -- ') ? ['--'] : [];
    return [command, ...dashes, ...options].join(' ');
  }

  /** The options by which every other command finds this run; none if it finds it by the default folder. */
  get advisedOptions(): string {
    const isDefault = resolve(this.data) === resolve(DEFAULT_DATA);
    return isDefault ? '' : `--data ${displayPath(this.data)}`;
  }

  logOf(service: string): string {
    return join(this.logs, `${service}.log`);
  }

  /** Every path. @param postgres the folder of the database, which is elsewhere when its server cannot enter `data` */
  all(postgres: string): string[] {
    const besides = ['log', 'log.1', 'password', 'owner', 'new'].map(
      (extension) => `${postgres}.${extension}`,
    );
    return [
      postgres,
      ...besides,
      this.logs,
      this.secrets,
      this.restoring,
      this.launch,
      this.rabbitmq,
      this.broker,
    ];
  }

  saveLaunch(launch: Launch): Promise<void> {
    return save(this.launch, launch);
  }

  /** Where the events of this state are: in PostgreSQL, unless a start or a restore has said otherwise. */
  brokerPlace(): BrokerPlace {
    try {
      return JSON.parse(readFileSync(this.broker, 'utf8')) as BrokerPlace;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { engine: 'postgres' };
      throw error;
    }
  }

  saveBrokerPlace({ engine, at }: BrokerPlace): Promise<void> {
    return save(this.broker, { engine, at });
  }

  /** Undefined when nothing was launched here yet, or the file is torn. */
  lastLaunch(): Launch | undefined {
    try {
      return JSON.parse(readFileSync(this.launch, 'utf8')) as Launch;
    } catch {
      return undefined;
    }
  }
}

/** The file is renamed when complete, because commands read it at any time. */
async function save(file: string, content: object): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(content));
  await rename(`${file}.new`, file);
}
