import { Database } from '#libs/database';
import { Queues, type QueueStates } from '#libs/messaging';
import { type Rows, Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { Deadlines } from './deadlines.js';
import { FLOWS } from './flows.js';
import { type OpenProcesses, ProcessesStore } from './processes.store.js';
import { labelsOf } from './step-metrics.js';

const OPEN = ['running', 'stuck'] as const;

/** Exports what is unfinished: processes, the steps that they miss, and what waits in queues. */
@Injectable()
export class Gauges {
  constructor(
    database: Database,
    store: ProcessesStore,
    queues: Queues,
    deadlines: Deadlines,
    { metrics }: Telemetry,
  ) {
    metrics.gauges('processes', () => store.openCounts(database), {
      flow_processes: {
        help: 'Business processes that are not over',
        labels: ['flow', 'state'],
        rows: processes,
      },
      flow_steps_missing: {
        help: 'Processes in which a step has missed its deadline and has not happened since',
        labels: ['flow', 'step', 'step_service', 'owner'],
        rows: missing,
      },
    });
    metrics.gauge('monitor_lag_seconds', 'How far behind the monitor judges processes', [], () => [
      [{}, deadlines.lagSeconds],
    ]);
    metrics.gauges('queues', () => queues.states(), {
      queue_depth: {
        help: 'Messages at the broker, by consumer',
        labels: ['queue', 'state'],
        rows: depths,
      },
      queue_oldest_age_seconds: {
        help: 'Age of the oldest message at the broker, by consumer',
        labels: ['queue'],
        rows: (states) => states.queues.map(({ queue, oldestAgeSeconds }) => [{ queue }, oldestAgeSeconds]),
      },
      broker_oldest_transaction_age_seconds: {
        help: 'Age of the oldest transaction or snapshot at the broker, which keeps settled messages from being removed',
        rows: ({ upkeep }) => (upkeep ? [[{}, upkeep.oldestTransactionSeconds]] : []),
      },
      broker_dead_rows: {
        help: 'Settled messages that still take space at the broker',
        rows: ({ upkeep }) => (upkeep ? [[{}, upkeep.deadRows]] : []),
      },
    });
  }
}

const processes = ({ processes: counts }: OpenProcesses): Rows =>
  FLOWS.flatMap(({ name: flow }) =>
    OPEN.map((state): Rows[number] => {
      const found = counts.find((one) => one.flow === flow && one.state === state);
      return [{ flow, state }, found?.count ?? 0];
    }),
  );

const missing = ({ missing: counts }: OpenProcesses): Rows =>
  FLOWS.flatMap((flow) =>
    flow.steps.map((step): Rows[number] => {
      const found = counts.find((one) => one.flow === flow.name && one.step === step.name);
      return [labelsOf(flow, step), found?.count ?? 0];
    }),
  );

const depths = ({ queues }: QueueStates): Rows =>
  queues.flatMap(({ queue, waiting, leased }): Rows => [
    [{ queue, state: 'waiting' }, waiting],
    [{ queue, state: 'leased' }, leased],
  ]);
