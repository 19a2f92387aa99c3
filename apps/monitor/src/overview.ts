import { Database } from '#libs/database';
import { type PatientGroup, Queues, type WaitingGroup } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { FLOWS } from './flows.js';
import { LANDSCAPE } from './landscape.js';
import { MonitorConfig } from './monitor.config.js';
import { type Operator, OperatorApi } from './operator-api.client.js';
import { ProcessesStore } from './processes.store.js';
import { notTold, problemOf } from './queue-problems.js';

/** What operators see first: which services answer, which processes are late, what waits, and what has failed. */
@Injectable()
export class Overview {
  constructor(
    private readonly database: Database,
    private readonly store: ProcessesStore,
    private readonly queues: Queues,
    private readonly api: OperatorApi,
    private readonly config: MonitorConfig,
  ) {}

  /** What cannot be asked is named as a problem, and keeps nothing else from being shown. */
  async now(operator: Operator) {
    const [processes, services, builds, queues] = await Promise.all([
      this.processes(),
      this.services(operator),
      this.api.builds(operator),
      this.queues.states().then(
        (states) => {
          const problem = problemOf(states);
          return { queues: states.queues, ...(problem && { problem }) };
        },
        (error: Error) => ({ problem: notTold(error) }),
      ),
    ]);
    const { FAULTS_URL: faultsUrl } = this.config;
    return {
      at: new Date().toISOString(),
      processes,
      services,
      notAsked: LANDSCAPE.services
        .map(({ name }) => name)
        .filter((name) => !this.api.services.includes(name)),
      builds,
      ...queues,
      ...(faultsUrl && { faultsUrl }),
    };
  }

  private async processes() {
    const { processes, missing } = await this.store.openCounts(this.database);
    const sum = (wanted: string) =>
      processes.reduce((all, { state, count }) => all + (state === wanted ? count : 0), 0);
    return { running: sum('running'), stuck: sum('stuck'), missing: missing.map(withService) };
  }

  private async services(operator: Operator) {
    const [groups, waiting] = await Promise.all([
      this.api.ask<PatientGroup[]>('groups', operator),
      this.api.ask<WaitingGroup[]>('waiting-groups', operator),
    ]);
    return groups.map((one, at) => {
      const { service } = one;
      const owner = LANDSCAPE.services.find(({ name }) => name === service)?.owner ?? null;
      const other = waiting[at];
      if ('problem' in one) return { service, owner, problem: one.problem };
      if (!other || 'problem' in other) return { service, owner, problem: other?.problem ?? '' };
      return { service, owner, groups: one.body, waiting: other.body };
    });
  }
}

function withService({ flow, step, count }: { flow: string; step: string; count: number }) {
  const found = FLOWS.find(({ name }) => name === flow)?.steps.find(({ name }) => name === step);
  return { flow, step, count, service: found?.service ?? '', owner: found?.owner ?? '' };
}
