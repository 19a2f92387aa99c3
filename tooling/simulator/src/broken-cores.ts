import { DIST, type Patch, patchedCopy, patchedText } from '#tooling/platform';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MessagingCore } from './simulation.js';

/** The core, as built. */
const CORE = join(DIST, 'libs/messaging/src');

/** One careless change of the core. */
export interface BrokenCore extends Patch {
  name: string;
}

/** Each breaks a promise of docs/messaging.md; the simulator must notice all of them. */
export const BROKEN_CORES: BrokenCore[] = [
  {
    name: 'acknowledge before handling',
    file: 'receiver.js',
    was: 'const outcome = await handle(',
    becomes: 'delivery.ack(); const outcome = await handle(',
  },
  {
    name: 'handle without the inbox',
    file: 'steps/inbox.js',
    was: 'const claim = await store.inbox.enter(tx, envelope);',
    becomes: "const claim = 'done';",
  },
  {
    name: 'leave a discharged message in the retry table',
    file: 'steps/inbox.js',
    was: 'if (work.lease !== undefined)',
    becomes: 'if (work.attempts > 0)',
  },
  {
    name: 'replay a patient into nothing',
    file: 'hospital.js',
    was: 'await store.retries.put(tx, { ...patient, attempts: 0 }, 0);',
    becomes: '',
  },
  {
    name: 'replay a patient who stays in the hospital',
    file: 'hospital.js',
    was: "!(await store.hospital.discharge(tx, patient, 'open'))",
    becomes: 'false',
  },
  {
    name: 'acknowledge although nothing was written down',
    file: 'receiver.js',
    was: 'await this.handBack(delivery, work.id);\n        }',
    becomes: 'delivery.ack();\n        }',
  },
  {
    name: 'never hand back what could not be written down',
    file: 'receiver.js',
    was: 'await this.handBack(delivery, work.id);\n        }',
    becomes: '}',
  },
  {
    name: 'never count starts',
    file: 'receiver.js',
    was: 'if (!redelivered)',
    becomes: 'if (true)',
  },
  {
    name: 'count every start, also a first one',
    file: 'receiver.js',
    was: 'if (!redelivered)\n            return 1;',
    becomes: 'for (let more = 0; more < 3; more++) await this.core.store.inbox.countStart(id);',
  },
  {
    name: 'blame a message for a start that its process survived',
    file: 'receiver.js',
    was: 'if (this.counted.has(id))\n                await this.takeBackStart(id);\n            delivery',
    becomes: 'delivery',
  },
  {
    name: 'run suspects beside the others',
    file: 'receiver.js',
    was: "delivery.redelivered ? 'suspect' : 'event'",
    becomes: "'event'",
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
    was: 'rows.filter(({ id, type }) => !refused.has(type) && !tooLarge.has(id))',
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
    file: 'steps/inbox.js',
    was: 'await store.retries.remove(work, tx);',
    becomes: 'await store.retries.remove(work);',
  },
  {
    name: 'keep the retry row of a hospital patient',
    file: 'steps/hospital.js',
    was: 'await store.retries.remove(work, tx);',
    becomes: '',
  },
  {
    name: 'retry without end',
    file: 'steps/retry.js',
    was: "throw new Exhausted('the last attempt failed', { cause: error });",
    becomes: 'delayMs = 1_000;',
  },
  {
    name: 'retry what was refused',
    file: 'steps/retry.js',
    was: 'if (error instanceof Stopped || finalReason(error))',
    becomes: "if (error instanceof Stopped || (error.name !== 'Refusal' && finalReason(error)))",
  },
  {
    name: 'retry what no attempt can store',
    file: 'steps/retry.js',
    was: 'if (error instanceof Stopped || finalReason(error))',
    becomes: 'if (error instanceof Stopped || (!error.code && finalReason(error)))',
  },
  {
    name: 'drop a message after its first failure',
    file: 'steps/retry.js',
    was: 'await store.retries.put(tx, patient, delayMs, openCircuitOf(error)?.peer);',
    becomes: '',
  },
  {
    name: 'put what failed on the list although its person was erased',
    file: 'steps/settle.js',
    was: 'if (!forgotten && !done)',
    becomes: 'if (!done)',
  },
  {
    name: 'erase a person although something is owed to them',
    file: 'erasure.js',
    was: 'if (forMs > 0)',
    becomes: 'if (false)',
  },
  {
    name: 'hold an erasure without end',
    file: 'messaging.js',
    was: '[[type, holdsErasureMs]]',
    becomes: '[[type, 1e12]]',
  },
  {
    name: 'count each look at an erasure that is held as a failure',
    file: 'steps/postpone.js',
    was: 'if (error instanceof ErasureHeld)',
    becomes: 'if (false)',
  },
  {
    name: 'count the attempt that an open circuit ended',
    file: 'steps/postpone.js',
    was: '!circuit || first === undefined',
    becomes: 'true',
  },
  {
    name: 'wait for a circuit that never closes',
    file: 'steps/postpone.js',
    was: 'waitedMs >= patienceMs',
    becomes: 'false',
  },
  {
    name: 'drop an erasure that is held',
    file: 'steps/postpone.js',
    was: 'await store.retries.put(tx, work, delayMs, peer);',
    becomes: '',
  },
  {
    name: 'add an effect outside the transaction',
    file: 'effects.js',
    was: 'await this.store.retries.put(tx, patient, 0);',
    becomes: 'await this.store.inTransaction((own) => this.store.retries.put(own, patient, 0));',
  },
  {
    name: 'remove an effect before it runs',
    file: 'steps/inbox.js',
    was: 'const outcome = await next(work);',
    becomes: 'await retries.remove(work); const outcome = await next(work);',
  },
  {
    name: 'never look for due retries again',
    file: 'retry-loop.js',
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
  {
    name: 'wait for a handler without end',
    file: 'steps/limit.js',
    was: 'const timer = runtime.after(ms,',
    becomes: 'const timer = runtime.after(1e12,',
  },
  {
    name: 'let a handler write after its limit',
    file: 'steps/limit.js',
    was: 'runUntil(signal, work)',
    becomes: 'work()',
  },
  {
    name: 'count the attempt that a stop ended',
    file: 'steps/limit.js',
    was: 'throw stopping.aborted ? stopping.reason : error;',
    becomes: "throw stopping.aborted ? Object.assign(new Error('stopped'), { name: 'Stopped' }) : error;",
  },
  {
    name: 'wait for a handler although the service stops',
    file: 'steps/limit.js',
    was: "stopping.addEventListener('abort', stop);",
    becomes: '',
  },
  {
    name: 'count the starts of a process that was asked to stop',
    file: 'retry-loop.js',
    was: 'await Promise.all([...this.claimed].map((one) => retries.giveBack(one).catch(() => { })));',
    becomes: '',
  },
  {
    name: 'look for suspects only when nothing else is due',
    file: 'retry-loop.js',
    was: 'for (const lane of due)',
    becomes: 'for (const lane of due.slice(-1))',
  },
];

/** The text of the changed file. @throws Error when the change must be written anew */
export const brokenText = (broken: BrokenCore): string => patchedText(CORE, broken);

/** Builds a copy of the core with one change. @throws Error as `brokenText` does */
export async function loadBrokenCore(broken: BrokenCore): Promise<MessagingCore> {
  const folder = join(DIST, 'broken-cores', broken.name.replaceAll(' ', '-'));
  patchedCopy(CORE, folder, broken);
  return (await import(pathToFileURL(join(folder, 'index.js')).href)) as MessagingCore;
}
