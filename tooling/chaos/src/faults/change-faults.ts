import { asOwner } from '#libs/database';
import { send } from '#tooling/faults';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Site } from '../fault.js';
import { patched } from '../preload.js';

type Platform = Site['injector']['platform'];

/** The next build of the service: it writes what the expanded table has. */
const NEXT_BUILD = patched({
  file: 'apps/names-intake/src/registrations.store.js',
  was: '.values({ id: registrationId, name, sex })',
  becomes: ".values({ id: registrationId, name, sex, build: 'next' })",
});
const PAUSE_MS = 20;

/** What becomes of requests and messages when the platform itself changes. */
export const CHANGE_FAULTS: Fault[] = [
  {
    name: 'a hearer starts late, on fresh data',
    isBeforeLate: true,
    run: async ({ injector }) => {
      await sleep(2_000); // births wait for it
      await injector.perform({ do: 'introduce' });
      await injector.platform.ready();
    },
  },
  {
    name: 'a service is replaced by its next build, replica by replica, and its table is expanded before',
    run: async ({ injector }) => {
      const callers = new Callers(injector.platform);
      try {
        await change(injector.platform, sql`alter table registration add column build text`);
        for (const name of ['names-intake', 'names-intake#2']) {
          const part = injector.platform.part(name);
          await part.stop();
          injector.start(part, NEXT_BUILD);
          await injector.platform.ready();
        }
        await change(injector.platform, sql`alter table registration alter column build set default 'next'`);
      } finally {
        await callers.stop();
      }
      for (const name of ['names-intake', 'names-intake#2']) {
        const part = injector.platform.part(name);
        await part.stop();
        injector.start(part);
      }
      await change(injector.platform, sql`alter table registration drop column build`);
      return callers.failures;
    },
  },
];

const change = (platform: Platform, statement: ReturnType<typeof sql>): Promise<void> =>
  asOwner(platform.databaseUrl('names-intake'), async ({ query }) => void (await statement.execute(query)));

/**
 * Callers behind a balancer: when a replica does not take a request, it goes to the other one. The key makes it safe to
 * send a request again whose connection broke.
 */
class Callers {
  readonly failures: string[] = [];
  private isOver = false;
  private readonly calling: Promise<void>[];

  constructor(private readonly platform: Platform) {
    this.calling = [0, 1, 2, 3].map((caller) => this.call(caller));
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.calling);
  }

  private async call(caller: number): Promise<void> {
    for (let turn = caller; !this.isOver; turn++) {
      const status = await this.register(turn);
      if (status !== 201) this.failures.push(`a birth was answered ${status} during the change`);
      await sleep(PAUSE_MS);
    }
  }

  private async register(turn: number): Promise<number | string> {
    const urls = this.platform.urlsOf('names-intake');
    const headers = { 'idempotency-key': randomUUID() };
    let last = '';
    for (const at of [turn, turn + 1, turn]) {
      try {
        const url = `${urls[at % urls.length]}/baby`;
        const answer = await send('POST', url, { name: 'ADA', sex: 'female' }, headers);
        await answer.body?.cancel();
        return answer.status;
      } catch (error) {
        last = String((error as Error).cause ?? error);
      }
    }
    return last;
  }
}
