import { Database } from '#libs/database';
import { Queues, type QueueStates } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { FLOWS } from './flows.js';
import { ProcessesStore } from './processes.store.js';
import { labelsOf } from './step-metrics.js';

const OPEN = ['running', 'stuck'] as const;

/** Exports what is unfinished: processes, the steps that they miss, and what waits in queues. */
@Injectable()
export class Gauges {
  private asking?: Promise<QueueStates>;

  constructor(
    private readonly database: Database,
    private readonly store: ProcessesStore,
    private readonly queues: Queues,
    { metrics }: Telemetry,
  ) {
    metrics.gauge('flow_processes', 'Business processes that are not over', ['flow', 'state'], () =>
      this.processes(),
    );
    metrics.gauge(
      'flow_steps_missing',
      'Processes in which a step has missed its deadline and has not happened since',
      ['flow', 'step', 'step_service', 'owner'],
      () => this.missing(),
    );
    metrics.gauge('queue_depth', 'Messages at the broker, by consumer', ['queue', 'state'], () =>
      this.depths(),
    );
    metrics.gauge(
      'queue_oldest_age_seconds',
      'Age of the oldest message at the broker, by consumer',
      ['queue'],
      () => this.ages(),
    );
    metrics.gauge('monitor_lag_seconds', 'How far behind the monitor judges processes', [], () => this.lag());
  }

  private async processes(): Promise<[Record<string, string>, number][]> {
    const counts = await this.database.inTransaction((tx) => this.store.openCounts(tx));
    return FLOWS.flatMap(({ name: flow }) =>
      OPEN.map((state): [Record<string, string>, number] => {
        const found = counts.find((one) => one.flow === flow && one.state === state);
        return [{ flow, state }, found?.count ?? 0];
      }),
    );
  }

  private async missing(): Promise<[Record<string, string>, number][]> {
    const counts = await this.database.inTransaction((tx) => this.store.missing(tx));
    return FLOWS.flatMap((flow) =>
      flow.steps.map((step): [Record<string, string>, number] => {
        const found = counts.find((one) => one.flow === flow.name && one.step === step.name);
        return [labelsOf(flow, step), found?.count ?? 0];
      }),
    );
  }

  /** One scrape reads all gauges at once, so they share an answer of the broker. */
  private states(): Promise<QueueStates> {
    return (this.asking ??= this.queues.states().finally(() => delete this.asking));
  }

  private async depths(): Promise<[Record<string, string>, number][]> {
    const { queues } = await this.states();
    return queues.flatMap(({ queue, waiting, leased }): [Record<string, string>, number][] => [
      [{ queue, state: 'waiting' }, waiting],
      [{ queue, state: 'leased' }, leased],
    ]);
  }

  private async ages(): Promise<[Record<string, string>, number][]> {
    const { queues } = await this.states();
    return queues.map(({ queue, oldestAgeSeconds }) => [{ queue }, oldestAgeSeconds]);
  }

  private async lag(): Promise<[Record<string, string>, number][]> {
    const states = await this.states();
    return [[{}, Math.max(0, (states.at.getTime() - this.queues.heardUpTo(states).getTime()) / 1_000)]];
  }
}
