import { Database } from '#libs/database';
import { type ArchiveSource, type BrokerAdmin, MessageArchive } from '#libs/messaging';
import { counted, displayPath, UserError } from '#tooling/platform';
import { ArchiveFolder } from './archive-folder.js';

const DAY_MS = 86_400_000;
const SOURCES: ArchiveSource[] = ['outbox', 'inbox'];

/** Clocks of servers may differ by less. */
const MARGIN_MS = DAY_MS;

/** How old a message must be at least to be moved, in days. */
export interface Ages {
  outbox: number;
  inbox: number;
}

/** A service whose messages are archived. */
export interface Archived {
  name: string;
  /** The URL of its database, under its owner. */
  url: string;
}

/** When the oldest message at the broker was published, if any waits: one that was handled may come again from there. */
export type OldestWaiting = () => Promise<Date | 'unknown' | undefined>;

/** The oldest message of any engine: RabbitMQ tells only whether there is one. */
export async function oldestWaitingAt(
  broker: Pick<BrokerAdmin, 'oldestWaiting' | 'depth'>,
): Promise<Date | 'unknown' | undefined> {
  if (broker.oldestWaiting) return broker.oldestWaiting();
  return (await broker.depth()).size ? 'unknown' : undefined;
}

/**
 * Moves old messages of all services to files: first what they have sent, then the ids of what they have handled. An id stays
 * while any outbox or queue holds an event that is as old, because it could come again.
 * @param oldestWaiting when the oldest message at the broker was published; while that is unknown, ids stay
 * @throws UserError when a service cannot be archived; what was moved before stays moved
 */
export async function archive(
  services: Archived[],
  oldestWaiting: OldestWaiting,
  options: { folder: string; ages: Ages; isDryRun: boolean },
): Promise<void> {
  const opened = services.map(({ name, url }) => {
    const database = new Database(url, { connections: 2 });
    return { name, database, messages: new MessageArchive(database) };
  });
  try {
    await new Archiving(opened, oldestWaiting, options).run();
  } finally {
    await Promise.all(opened.map(({ database }) => database.close()));
  }
}

/** SQLSTATEs of a database or a table that is missing. */
const NOT_UP_TO_DATE = ['3D000', '42P01'];

/** Runs `work` on a database. @throws UserError that says what to do when the database is missing */
export function explained<T>(name: string, work: () => Promise<T>): Promise<T> {
  return work().catch((error: Error & { code?: string }) => {
    const elsewhere = name === 'broker' ? '; or, if RabbitMQ carries the events, set BROKER_OWNER_URL' : '';
    if (NOT_UP_TO_DATE.includes(error.code ?? ''))
      throw new UserError(
        `The database ${name} is not up to date (${error.message}): run npm run migrate -- ${name} on its server${elsewhere}.`,
        { cause: error },
      );
    throw error;
  });
}

interface Opened {
  name: string;
  messages: MessageArchive;
}

class Archiving {
  private moved = 0;

  constructor(
    private readonly services: Opened[],
    private readonly oldestWaiting: OldestWaiting,
    private readonly options: { folder: string; ages: Ages; isDryRun: boolean },
  ) {}

  async run(): Promise<void> {
    for (const source of SOURCES) {
      const floor = source === 'inbox' ? await this.floor() : new Date(8.64e15);
      for (const service of this.services)
        await explained(service.name, () => this.archiveOne(service, source, floor));
    }
    const { folder, isDryRun } = this.options;
    const what = counted(this.moved, 'message');
    if (!this.moved) console.log('Nothing is old enough.');
    else if (isDryRun) console.log(`Without --dry-run, ${what} would be moved to ${displayPath(folder)}.`);
    else console.log(`${displayPath(folder)} has got ${what}, which the databases hold no more.`);
  }

  private async archiveOne({ name, messages }: Opened, source: ArchiveSource, floor: Date): Promise<void> {
    const before = await this.firstDayKept(messages, source, floor);
    if (this.options.isDryRun) {
      this.report(name, source, await messages.days(source, before));
      return;
    }
    const folder = new ArchiveFolder(this.options.folder, name, messages);
    const isAlone = await messages.alone(async () => {
      await folder.finish();
      const days = await messages.days(source, before);
      for (const { day } of days) await folder.move(source, day);
      this.report(name, source, days);
    });
    if (!isAlone)
      throw new UserError(
        `Another \`npm run archive\` is moving messages of ${name}: wait until it has ended.`,
      );
  }

  private async firstDayKept(messages: MessageArchive, source: ArchiveSource, floor: Date): Promise<string> {
    const now = await messages.now();
    const youngest = now.getTime() - this.options.ages[source] * DAY_MS;
    return new Date(Math.min(youngest, floor.getTime())).toISOString().slice(0, 10);
  }

  /** Before this moment, whatever was handled cannot come again. */
  private async floor(): Promise<Date> {
    const waiting = await this.oldestWaiting();
    if (waiting === 'unknown') {
      console.log(
        'Messages wait at a broker that does not tell how old they are, so the ids in the inboxes stay: run this again when none waits.',
      );
      return new Date(0);
    }
    const kept = this.services.map(async ({ messages }) =>
      messages.oldestKept(await this.firstDayKept(messages, 'outbox', new Date(8.64e15))),
    );
    const oldest = [waiting, ...(await Promise.all(kept))].filter((one) => one !== undefined);
    return new Date(Math.min(Date.now(), ...oldest.map((one) => one.getTime())) - MARGIN_MS);
  }

  private report(name: string, source: ArchiveSource, days: { day: string; messages: number }[]): void {
    if (!days.length) return;
    const messages = days.reduce((sum, day) => sum + day.messages, 0);
    this.moved += messages;
    const [first, last] = [days[0]!.day, days.at(-1)!.day];
    const when = first === last ? `of ${first}` : `from ${first} to ${last}`;
    console.log(`${name.padEnd(13)} ${source.padEnd(6)} ${counted(messages, 'message')} ${when}`);
  }
}
