import type * as Core from '#libs/messaging';
import { z } from 'zod';
import type { Oracle } from './oracle.js';
import { isOwed, type Plan } from './scenario.js';
import { type SimulatedDatabase, transactionOf } from './simulated-database.js';
import type { SimulatedProcess } from './simulated-process.js';
import { SimulatedStore } from './simulated-store.js';

/** What the events of a simulation are about. */
export const Thing = z.object({ thingId: z.string(), personId: z.string() });
type Thing = z.infer<typeof Thing>;
/** What the events of an erasure say. */
export const Person = z.object({ personId: z.string() });

/** The peer whose circuit is open. */
export const PEER = 'outside';
const OUTSIDE = { name: 'outside', isUp: true, disconnect() {} };

interface Setting {
  core: Pick<typeof Core, 'Refusal'>;
  events: { HeardMade: Core.Heard; HeardErased: Core.Heard; Announce: Core.Effect; Refund: Core.Effect };
  oracle: Oracle;
  database: SimulatedDatabase;
  process: SimulatedProcess;
  messaging: Core.Messaging;
  /** The ids of the events and effects that the process handles now. */
  inHandler: Set<string>;
  /** Ends the process. */
  crash: () => void;
}

/** The handlers of the service that hears: they do what is planned for each thing. */
export function plannedHandlers(setting: Setting): ReadonlyMap<string, never> {
  const { core, events, oracle, database, process, messaging } = setting;
  const { HeardMade, HeardErased, Announce, Refund } = events;
  const onMade = (thing: Thing, { envelope, tx, attempt }: Core.EventContext) =>
    during(setting, envelope.id, async () => {
      const { thingId, personId } = thing;
      const plan = oracle.planOf(thingId);
      await follow(plan, attempt, setting);
      await writeLate(plan, attempt, thingId, setting);
      database.atCommit(tx, () => oracle.tookEffect(thingId, personId));
      transactionOf(tx).checks.push(() => oracle.leftNothing(envelope.id, process));
      await messaging.effects.add(tx, isOwed(thingId) ? Refund : Announce, thingId, thing, personId);
      if (plan.kind === 'refuse late') throw new core.Refusal('planned', 'A planned refusal.', 409);
    });
  const onOutside = ({ thingId }: Thing, { attempt }: Core.EffectContext) =>
    during(setting, thingId, async () => {
      const plan = oracle.planOf(thingId);
      if (plan.kind === 'slow effect' && attempt <= plan.times) await pause(process, plan.ms);
      if (plan.kind === 'fail effect') throw new Error('a planned failure');
      await process.call(OUTSIDE, 'announce', () => oracle.wentOutside(thingId));
    });
  const onErased = ({ personId }: { personId: string }, { envelope, tx }: Core.EventContext) =>
    during(setting, envelope.id, () => messaging.messageErasure.erase(tx, personId));
  return new Map([
    [HeardMade.type, onMade as never],
    [HeardErased.type, onErased as never],
    [Announce.type, onOutside as never],
    [Refund.type, onOutside as never],
  ]);
}

async function during({ inHandler }: Setting, id: string, work: () => Promise<void>): Promise<void> {
  inHandler.add(id);
  await work().finally(() => inHandler.delete(id));
}

const pause = (process: SimulatedProcess, ms: number): Promise<void> =>
  new Promise((resolve) => process.later(ms, 'was slow', resolve));

async function follow(plan: Plan, attempt: number, { core, process, crash }: Setting): Promise<void> {
  if (plan.kind === 'fail always' || (plan.kind === 'fail' && attempt <= plan.times))
    throw new Error('a planned failure');
  if (plan.kind === 'circuit open' && process.runtime.elapsed() < plan.untilMs)
    throw Object.assign(new Error('a planned failure'), { openCircuit: { peer: PEER, wasCalled: false } });
  if (plan.kind === 'refuse') throw new core.Refusal('planned', 'A planned refusal.', 409);
  if (plan.kind === 'unstorable') throw Object.assign(new Error('a planned NUL'), { code: '22021' });
  if (plan.kind === 'slow') await pause(process, plan.ms);
  if (plan.kind === 'crash') {
    crash();
    await new Promise<never>(() => {});
  }
}

/** Exceeds the limit, and writes in a transaction of its own then. */
async function writeLate(plan: Plan, attempt: number, thing: string, setting: Setting): Promise<void> {
  if (plan.kind !== 'overrun' || attempt > plan.times) return;
  const { database, process, oracle } = setting;
  await pause(process, plan.ms);
  await new SimulatedStore(database, process).inTransaction(async (tx) =>
    database.atCommit(tx, () => oracle.wroteLate(thing)),
  );
}
