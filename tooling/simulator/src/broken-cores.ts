import { DIST } from '#tooling/platform';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MessagingCore } from './simulation.js';

/** One careless change of the core. */
export interface BrokenCore {
  name: string;
  /** A file of `libs/messaging/src`, as built. */
  file: string;
  /** Text that the file has exactly once. */
  was: string;
  becomes: string;
}

/** Each breaks a promise of docs/messaging.md; the simulator must notice all of them. */
export const BROKEN_CORES: BrokenCore[] = [
  {
    name: 'acknowledge before handling',
    file: 'receiver.js',
    was: 'await this.runner.underCorrelationOf(',
    becomes: 'delivery.ack(); await this.runner.underCorrelationOf(',
  },
  {
    name: 'handle without the inbox',
    file: 'handler-runner.js',
    was: 'const claim = await this.core.store.inbox.enter(tx, envelope);',
    becomes: "const claim = 'done';",
  },
  {
    name: 'acknowledge although nothing was written down',
    file: 'receiver.js',
    was: 'this.releaseLater(delivery);\n        }',
    becomes: 'delivery.ack();\n        }',
  },
  {
    name: 'never hand back what could not be written down',
    file: 'receiver.js',
    was: 'this.releaseLater(delivery);\n        }',
    becomes: '}',
  },
  {
    name: 'never count starts',
    file: 'receiver.js',
    was: 'if (delivery.redelivered)',
    becomes: 'if (false)',
  },
  {
    name: 'count every start, also a first one',
    file: 'receiver.js',
    was: 'if (delivery.redelivered)',
    becomes: 'for (let start = 0; start < 4; start++)',
  },
  {
    name: 'blame a message for a start that its process survived',
    file: 'receiver.js',
    was: 'await this.core.store.inbox.clearStarts(patientOf(delivery).id);',
    becomes: '',
  },
  {
    name: 'publish before the commit',
    file: 'outbox.js',
    was: 'store.afterCommit(tx, () => {',
    becomes: '((react) => react())(() => {',
  },
  {
    name: 'mark as sent before publishing',
    file: 'relay.js',
    was: 'const publication = rows.length ?',
    becomes: 'await this.markSent(rows); const publication = rows.length ?',
  },
  {
    name: 'mark as sent what the broker refused',
    file: 'relay.js',
    was: 'rows.filter(({ type }) => !refused.has(type))',
    becomes: 'rows',
  },
  {
    name: 'never sweep',
    file: 'relay.js',
    was: 'if (!(await outbox.hasLeftBehind()))',
    becomes: 'if (true)',
  },
  {
    name: 'sweep without the lock',
    file: 'relay.js',
    was: 'await outbox.asOnlyReplica(async () => {',
    becomes: 'await (async (sweep) => sweep())(async () => {',
  },
  {
    name: 'remove the retry row outside the transaction',
    file: 'retries.js',
    was: '(tx) => this.core.store.retries.remove(claimed, tx)',
    becomes: '() => this.core.store.retries.remove(claimed)',
  },
  {
    name: 'keep the retry row of a hospital patient',
    file: 'retries.js',
    was: 'if (forgotten || isDone || reason)',
    becomes: 'if (forgotten || isDone)',
  },
  {
    name: 'retry without end',
    file: 'retries.js',
    was: "(delay === undefined ? 'exhausted' : undefined)",
    becomes: 'undefined',
  },
  {
    name: 'retry what was refused',
    file: 'retries.js',
    was: 'finalReason(error) ??',
    becomes: '',
  },
  {
    name: 'drop a message after its first failure',
    file: 'retries.js',
    was: 'await store.retries.put(tx, worse, this.jittered(delay ?? 0));',
    becomes: '',
  },
  {
    name: 'put what failed on the list although its person was erased',
    file: 'retries.js',
    was: "if (forgotten)\n                return 'erased';",
    becomes: '',
  },
  {
    name: 'run an effect within the transaction',
    file: 'retries.js',
    was: 'await this.core.store.retries.put(tx, patient, 0);',
    becomes: 'await this.runner.runEffect(patient, 1);',
  },
  {
    name: 'remove an effect before it runs',
    file: 'retries.js',
    was: 'await this.runner.runEffect(claimed, claimed.attempts + 1);',
    becomes:
      'await this.core.store.retries.remove(claimed); await this.runner.runEffect(claimed, claimed.attempts + 1);',
  },
  {
    name: 'never look for due retries again',
    file: 'retries.js',
    was: 'if (!this.stopped)\n            this.timer',
    becomes: 'if (false)\n            this.timer',
  },
  {
    name: 'never renew a lease',
    file: 'leases.js',
    was: 'delivery.extend();',
    becomes: ';',
  },
  {
    name: 'always renew a lease',
    file: 'leases.js',
    was: 'if (this.runtime.elapsed() + leaseMs <= end)',
    becomes: '',
  },
  {
    name: 'renew no lease of a message that waits for its turn',
    file: 'leases.js',
    was: 'this.endOf.set(held, this.endAfter(HANDLER_LIMIT_MS));',
    becomes: '',
  },
];

/**
 * Builds a copy of the core with one change.
 * @throws Error when the file does not have the text exactly once: then the change must be written anew
 */
export async function loadBrokenCore({ name, file, was, becomes }: BrokenCore): Promise<MessagingCore> {
  const folder = join(DIST, 'broken-cores', name.replaceAll(' ', '-'));
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(DIST, 'libs/messaging/src'), folder, { recursive: true });
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  const times = source.split(was).length - 1;
  if (times !== 1)
    throw new Error(`libs/messaging/src/${file} has this ${times} times instead of once: ${was}`);
  writeFileSync(
    path,
    source.replace(was, () => becomes),
  );
  return (await import(pathToFileURL(join(folder, 'index.js')).href)) as MessagingCore;
}
