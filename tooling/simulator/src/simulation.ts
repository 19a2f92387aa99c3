import type * as Core from '#libs/messaging';
import { type Telemetry, withCause } from '#libs/telemetry';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { z } from 'zod';
import { Random } from './random.js';
import { HEALED_AT_MS, type Incident, type Plan, type Scenario } from './scenario.js';
import { Scheduler } from './scheduler.js';
import { SimulatedBroker } from './simulated-broker.js';
import { SimulatedDatabase } from './simulated-database.js';
import { SimulatedProcess, uuidOf } from './simulated-process.js';
import { silentTelemetry } from './silent-telemetry.js';

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

/** The part of libs/messaging that a simulation runs; a broken copy of it may take its place. */
export type MessagingCore = Pick<
  typeof Core,
  'Messaging' | 'said' | 'heard' | 'effect' | 'eventsOf' | 'Refusal'
>;

/** Milliseconds from each failure to the next attempt: as many as in production, but shorter. */
const RETRY_SCHEDULE = [200, 400, 800, 1_600, 3_200];
/** Everything ends within this time after the faults have ended, in milliseconds. */
const SETTLED_WITHIN_MS = 600_000;

const Thing = z.object({ thingId: z.string(), personId: z.string() });

/** What came of one history. */
export interface Outcome {
  /** What an invariant found to be wrong; empty when all of them held. */
  violations: string[];
  history: string[];
}

/** One event that was committed, and the plan of its handlers. */
interface CommittedEvent {
  id: string;
  plan: Plan;
  person: string;
}

/**
 * One history: a service that says events and one that hears them, in several processes, over a simulated database,
 * broker and clock.
 */
export class Simulation {
  private readonly scheduler = new Scheduler();
  private readonly random: Random;
  private readonly violations: string[] = [];
  /** By the id of the thing that an event is about. */
  private readonly plans = new Map<string, Plan>();
  private readonly faults: Scenario['faults'];
  private readonly broker: SimulatedBroker;
  private readonly speaker: SimulatedDatabase;
  private readonly hearer: SimulatedDatabase;
  private readonly slots: Slot[];
  private readonly erased = new Set<string>();
  /** How often each outside effect was carried out, by its key. */
  private readonly outside = new Map<string, number>();
  private readonly Made;
  private readonly HeardMade;
  private readonly Announce;

  constructor(
    private readonly core: MessagingCore,
    private readonly scenario: Scenario,
  ) {
    const { said, heard, effect } = core;
    this.Made = said('thing.made.v1', Thing, { subject: 'thingId', person: 'personId' });
    this.HeardMade = heard('thing.made.v1', Thing);
    this.Announce = effect('announce', Thing);
    this.random = new Random(scenario.seed);
    this.faults = { ...scenario.faults };
    this.broker = new SimulatedBroker(this.scheduler, this.random, this.faults);
    this.speaker = new SimulatedDatabase('speaker', this.scheduler);
    this.hearer = new SimulatedDatabase('hearer', this.scheduler, () => this.checkEffects());
    const hearers = Array.from({ length: scenario.replicas }, (_, at) => new Slot(`hearer-${at}`, 'hearer'));
    this.slots = [new Slot('speaker', 'speaker'), ...hearers];
  }

  /** Runs the history to its end. */
  async run(): Promise<Outcome> {
    // The deployment declares who hears what, before anybody starts.
    this.broker.declare('hearer', ['thing.made.v1']);
    for (const slot of this.slots) this.boot(slot);
    for (const incident of this.scenario.incidents)
      this.scheduler.after(incident.at, this.labelOf(incident), () => this.happen(incident));
    await this.scheduler.run(HEALED_AT_MS);
    this.heal();
    const deadline = HEALED_AT_MS + SETTLED_WITHIN_MS;
    await this.scheduler.run(deadline, () => this.violations.length > 0 || this.isSettled());
    if (!this.violations.length) this.checkEnd();
    for (const { process } of this.slots) process?.kill();
    return { violations: this.violations, history: this.scheduler.history };
  }

  private labelOf({ at: _at, kind, ...details }: Incident): string {
    return `** ${kind} ${JSON.stringify(details)}`;
  }

  private happen(incident: Incident): void {
    switch (incident.kind) {
      case 'say':
        return this.say(incident);
      case 'erase':
        return this.erase(incident.person);
      case 'kill':
        return this.kill(this.slotAt(incident.process), incident);
      case 'stop':
        return this.stop(this.slotAt(incident.process), incident.restartAfterMs);
      case 'freeze': {
        const { process } = this.slotAt(incident.process);
        if (process) process.frozenUntil = this.scheduler.now + incident.ms;
        return;
      }
      case 'database down':
        return this.takeDown(incident.service ? this.hearer : this.speaker, incident.ms);
      case 'broker down':
        return this.takeDown(this.broker, incident.ms);
      case 'clock of a process': {
        const { process } = this.slotAt(incident.process);
        if (process) process.clockOffset += incident.ms;
        return;
      }
      case 'clock of a database':
        (incident.service ? this.hearer : this.speaker).clockOffset += incident.ms;
        return;
    }
  }

  private slotAt(index: number): Slot {
    return this.slots[index % this.slots.length] as Slot;
  }

  private boot(slot: Slot): void {
    if (slot.process?.isAlive) return;
    const process = new SimulatedProcess(
      `${slot.name}#${slot.starts++}`,
      slot.service,
      this.scheduler,
      this.random,
      this.faults,
    );
    const database = slot.service === 'speaker' ? this.speaker : this.hearer;
    const module =
      slot.service === 'speaker'
        ? { noun: 'thing', Made: this.Made }
        : { HeardMade: this.HeardMade, Announce: this.Announce };
    const messaging = new this.core.Messaging(
      {
        store: database.storeFor(process),
        broker: this.broker.connect(process),
        telemetry: silentTelemetry(slot.service) as Telemetry,
        runtime: process.runtime,
      },
      this.core.eventsOf(module),
      { retrySchedule: RETRY_SCHEDULE },
    );
    Object.assign(slot, { process, messaging });
    void messaging.start(slot.service === 'speaker' ? new Map() : this.handlersOf(process, messaging));
  }

  private handlersOf(process: SimulatedProcess, messaging: Core.Messaging) {
    const onMade = async (data: z.infer<typeof Thing>, { envelope, tx, attempt }: HandlerContext) => {
      const plan = this.plans.get(data.thingId) ?? { kind: 'succeed' };
      await this.follow(plan, attempt, process);
      this.hearer.recordEffect(tx, envelope.id);
      await messaging.effects.add(tx, this.Announce, `announce-${data.thingId}`, data, data.personId);
    };
    const onAnnounce = async (_data: unknown, { key }: { key: string }) => {
      await process.call({ name: 'outside', isUp: true, disconnect() {} }, 'announce', () =>
        this.outside.set(key, (this.outside.get(key) ?? 0) + 1),
      );
    };
    return new Map<string, never>([
      [this.HeardMade.type, onMade as never],
      [this.Announce.type, onAnnounce as never],
    ]);
  }

  private async follow(plan: Plan, attempt: number, process: SimulatedProcess): Promise<void> {
    if (plan.kind === 'fail' && attempt <= plan.times) throw new Error('a planned failure');
    if (plan.kind === 'refuse') throw new this.core.Refusal('planned', 'A planned refusal.', 409);
    if (plan.kind === 'slow')
      await new Promise<void>((resolve) => process.later(plan.ms, 'was slow', resolve));
    if (plan.kind === 'crash') {
      process.kill();
      const slot = this.slots.find((one) => one.process === process);
      this.scheduler.after(500, `${process.name} starts again`, () => slot && this.boot(slot));
      await new Promise<never>(() => {});
    }
  }

  private say({ event, plan, person }: Extract<Incident, { kind: 'say' }>): void {
    const [slot] = this.slots;
    if (!slot?.process?.isAlive || !slot.messaging) return;
    const { process, messaging } = slot;
    const thing = { thingId: `thing-${event}`, personId: `person-${person}` };
    this.plans.set(thing.thingId, plan);
    const cause = { correlationId: `process-${event}`, causationId: uuidOf(`request-${event}`) };
    void context
      .with(withCause(ROOT_CONTEXT, cause), () =>
        this.speaker.storeFor(process).inTransaction((tx) => messaging.outbox.add(tx, this.Made(thing))),
      )
      .catch(() => {}); // the caller is told, and the event was not said
  }

  private erase(person: number): void {
    const personId = `person-${person}`;
    this.erased.add(personId);
    for (const slot of [this.slots[0], this.slots[1]]) {
      if (!slot?.process?.isAlive || !slot.messaging) continue;
      const { process, messaging, service } = slot;
      const database = service === 'speaker' ? this.speaker : this.hearer;
      void database
        .storeFor(process)
        .inTransaction((tx) => messaging.messageErasure.erase(tx, personId))
        .catch(() => {});
    }
  }

  private kill(slot: Slot, { noticedAfterMs, restartAfterMs }: Extract<Incident, { kind: 'kill' }>): void {
    slot.process?.kill(noticedAfterMs);
    this.scheduler.after(restartAfterMs, `${slot.name} starts again`, () => this.boot(slot));
  }

  /** As by SIGTERM: what was begun is finished, then the process ends. */
  private stop(slot: Slot, restartAfterMs: number): void {
    const { process, messaging } = slot;
    if (!process?.isAlive || !messaging) return;
    void messaging.close().finally(() => {
      process.kill();
      this.scheduler.after(restartAfterMs, `${slot.name} starts again`, () => this.boot(slot));
    });
  }

  private takeDown(server: SimulatedDatabase | SimulatedBroker, ms: number): void {
    server.isUp = false;
    if (server instanceof SimulatedDatabase) server.crash();
    this.scheduler.after(ms, `${server.name} is up`, () => (server.isUp = true));
  }

  /** From now on nothing fails but what was planned to. */
  private heal(): void {
    Object.assign(this.faults, { lostAnswers: 0, duplicates: 0, lostLeases: 0 });
    for (const server of [this.broker, this.speaker, this.hearer]) server.isUp = true;
    for (const slot of this.slots) this.boot(slot);
  }

  private checkEffects(): void {
    for (const [id, count] of this.hearer.effects)
      if (count > 1) this.violations.push(`${id} took effect ${count} times`);
  }

  /** Every committed event, with what its hearer has made of it. */
  private fates(): { event: CommittedEvent; fate: string }[] {
    return [...this.speaker.outbox.values()].map((row) => {
      const person = row.datasubject ?? '';
      const plan = this.plans.get(String(row.attributes.subject)) ?? { kind: 'succeed' };
      return { event: { id: row.id, person, plan }, fate: this.fateOf(row.id, person) };
    });
  }

  private fateOf(id: string, person: string): string {
    if (this.hearer.effects.has(id)) return 'done';
    const patient = this.hearer.hospital.get(`event:${id}`);
    if (patient) return `hospital: ${patient.reason}`;
    if (this.erased.has(person)) return 'erased';
    if (this.hearer.retries.has(`event:${id}`)) return 'waits for a retry';
    if (this.broker.messagesOf('hearer').some(({ message }) => message.attributes.id === id)) return 'queued';
    return this.speaker.outbox.get(id)?.sentAt === undefined ? 'unsent' : 'lost';
  }

  private isSettled(): boolean {
    return (
      this.broker.messagesOf('hearer').length === 0 &&
      this.hearer.retries.size === 0 &&
      [...this.speaker.outbox.values()].every(({ sentAt }) => sentAt !== undefined)
    );
  }

  private checkEnd(): void {
    for (const { event, fate } of this.fates()) {
      const expected = EXPECTED[event.plan.kind];
      if (!expected.includes(fate) && !(fate === 'erased'))
        this.violations.push(`${event.id} (${JSON.stringify(event.plan)}) ended as ${fate}`);
      if (fate === 'done' && !this.erased.has(event.person)) this.checkOutside(event.id);
    }
    if (!this.isSettled()) this.violations.push('something is held for ever');
  }

  private checkOutside(id: string): void {
    const key = `announce-${String(this.speaker.outbox.get(id)?.attributes.subject)}`;
    if (!this.outside.has(key) && !this.hearer.hospital.has(`effect:${key}`))
      this.violations.push(`the effect ${key} was never carried out`);
  }
}

/** How events with a plan may end. */
const EXPECTED: Record<Plan['kind'], string[]> = {
  succeed: ['done'],
  fail: ['done'],
  refuse: ['hospital: refused'],
  slow: ['done'],
  crash: ['hospital: crashed'],
};

interface HandlerContext {
  envelope: { id: string };
  tx: never;
  attempt: number;
}

/** A place for one process of a service; when it ends, another one takes its place. */
class Slot {
  process?: SimulatedProcess;
  messaging?: Core.Messaging;
  starts = 0;

  constructor(
    readonly name: string,
    readonly service: 'speaker' | 'hearer',
  ) {}
}
