import { ask } from '#tooling/platform';
import type { Finding } from '#tooling/faults';
import type { RunningPlatform } from '#tooling/launcher';

interface Process {
  steps: { name: string; state: string; service: string; owner: string }[];
}

/** What the monitor, or the service, says of a fault now; undefined while it says nothing of it. */
export async function found(platform: RunningPlatform, finding: Finding): Promise<string | undefined> {
  switch (finding.kind) {
    case 'none':
      return undefined;
    case 'step': {
      const path = `/processes?stuck&flow=${finding.flow}`;
      const { processes } = await platform.ask<{ processes: Process[] }>('monitor', path);
      const steps = processes.flatMap(({ steps }) => steps);
      const missing = steps.find(({ name, state }) => name === finding.step && state === 'missing');
      return missing && `${missing.service} misses ${finding.step} of ${finding.flow} (${missing.owner})`;
    }
    case 'queue': {
      const queues = await platform.ask<{ queue: string; waiting: number }[]>('monitor', '/queues');
      const waiting = queues.find(({ queue }) => queue === finding.queue)?.waiting ?? 0;
      return waiting >= finding.atLeast ? `${waiting} in the queue of ${finding.queue}` : undefined;
    }
    case 'hospital': {
      const groups = await platform.ask<{ event: string; error: string }[]>(
        finding.service,
        '/hospital/groups',
      );
      const group = groups.find(({ event }) => event === finding.event);
      return group && `${finding.service} has given up ${group.event} (${group.error})`;
    }
    case 'broker':
      return (await platform.ask<{ problem?: string }>('monitor', '/overview')).problem;
    case 'down': {
      const url = `${platform.urlOf(finding.service)}/health/live`;
      const isUp = await ask(url).catch(() => undefined);
      return isUp ? undefined : `${finding.service} does not answer`;
    }
    case 'refusal': {
      const refused = await platform.signUp().then(
        () => '',
        ({ message }: Error) => message,
      );
      return refused.includes(finding.peer) ? `a sign-up is told: ${quoted(refused)}` : undefined;
    }
  }
}

/** The `detail` of problem details within a message. */
const quoted = (message: string): string => /"detail":"([^"]+)"/.exec(message)?.[1] ?? message;

/** @throws Error unless the monitor knows that an account was opened in the process of a sign-up */
export async function checkKnown(platform: RunningPlatform, correlationId: string): Promise<true> {
  const processes = await platform.ask<Process[]>('monitor', `/processes/${correlationId}`);
  const steps = processes.flatMap((process) => process.steps);
  if (steps.some(({ name, state }) => name === 'open-account' && state === 'done')) return true;
  throw new Error(`the monitor does not know yet how the sign-up ${correlationId} went`);
}
