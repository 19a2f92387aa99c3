import { Database } from '#libs/database';
import { HospitalRecords, Queues } from '#libs/messaging';
import { Peers } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { MonitorConfig } from './monitor.config.js';
import { ProcessesStore } from './processes.store.js';

const Count = z.int().nullable();
/** What operators see at a glance. What cannot be counted now is null. */
export const Glance = z
  .object({
    services: z.int().meta({ description: 'How many there are beside the monitor' }),
    unasked: z.array(z.string()).meta({ description: 'The services that do not answer' }),
    running: Count.meta({ description: 'Processes that are not over, and miss nothing' }),
    late: Count.meta({ description: 'Processes that miss a step' }),
    queued: Count.meta({ description: 'Messages at the broker, over all consumers' }),
    retrying: z
      .int()
      .meta({ description: 'Messages that failed and are tried again, of the services that answer' }),
    failed: z.int().meta({ description: 'Messages that were given up, of the services that answer' }),
  })
  .meta({ id: 'Glance' });
export type Glance = z.infer<typeof Glance>;

const Counts = z.object({ waiting: z.int(), patients: z.int() });

/** Counts what operators see at a glance: the monitor's own processes, the queues, and what each service says. */
@Injectable()
export class Glances {
  constructor(
    private readonly database: Database,
    private readonly store: ProcessesStore,
    private readonly queues: Queues,
    private readonly hospital: HospitalRecords,
    private readonly peers: Peers,
    private readonly config: MonitorConfig,
  ) {}

  /** @param token of an operator; every service gets it */
  async now(token: string): Promise<Glance> {
    const names = Object.keys(this.config.SERVICE_URLS);
    const [open, queued, own, ...answers] = await Promise.all([
      orNull(this.store.openCounts(this.database)),
      orNull(this.queues.states()),
      orNull(this.hospital.counts()),
      ...names.map((name) => orNull(this.countsOf(name, token))),
    ]);
    const processes = (state: string) =>
      open && sum(open.processes.filter((one) => one.state === state).map(({ count }) => count));
    const counted = [own, ...answers].filter((answer) => answer !== null);
    return {
      services: names.length,
      unasked: names.filter((_, at) => !answers[at]),
      running: processes('running'),
      late: processes('stuck'),
      queued: queued && sum(queued.queues.map(({ waiting, leased }) => waiting + leased)),
      retrying: sum(counted.map(({ waiting }) => waiting)),
      failed: sum(counted.map(({ patients }) => patients)),
    };
  }

  private async countsOf(service: string, token: string) {
    const answers = { 200: Counts, 401: null, 403: null };
    const { body } = await this.peers.to(service).call('GET', '/hospital/counts', answers, { token });
    return body ?? null;
  }
}

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);

/** A part that fails keeps no other part from being counted; metrics and spans tell of the failure. */
const orNull = <Value>(counting: Promise<Value>): Promise<Value | null> => counting.catch(() => null);
