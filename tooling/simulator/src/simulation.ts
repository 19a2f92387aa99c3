import { DEADLINES } from '#libs/database';
import type * as Core from '#libs/messaging';
import { type Telemetry, withCause } from '#libs/telemetry';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { Oracle } from './oracle.js';
import { PEER, Person, plannedHandlers, Thing } from './planned-handlers.js';
import { Random } from './random.js';
import { HEALED_AT_MS, type Incident, type Scenario } from './scenario.js';
import { Scheduler } from './scheduler.js';
import { silentTelemetry } from './silent-telemetry.js';
import { SimulatedBroker } from './simulated-broker.js';
import { SimulatedDatabase } from './simulated-database.js';
import { SimulatedStore } from './simulated-store.js';
import { SimulatedProcess, uuidOf } from './simulated-process.js';

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

/** As much of libs/messaging as a simulation runs; a broken copy of it may take its place. */
export type MessagingCore = Pick<
  typeof Core,
  'Messaging' | 'said' | 'heard' | 'effect' | 'eventsOf' | 'Refusal'
>;

/** What came of one history. */
export interface Outcome {
  /** What is wrong; empty when every invariant held. */
  violations: string[];
  /** The steps, in their order. */
  history: string[];
}

/** Milliseconds from each failure to the next attempt: as many as in production, but shorter. */
const RETRY_SCHEDULE = [200, 400, 800, 1_600, 3_200];
/** Everything ends within this time after the faults have ended, in milliseconds. */
const SETTLED_WITHIN_MS = 20_000_000;
/** For how long what is owed to a person holds their erasure, in milliseconds. */
const HELD_MS = 600_000;

/** A place for a process of a service: when one ends, another one starts there. */
interface Slot {
  readonly name: string;
  readonly database: SimulatedDatabase;
  readonly service: 'speaker' | 'hearer';
  starts: number;
  process?: SimulatedProcess;
  messaging?: Core.Messaging;
  /** The ids of the events and effects that the process handles now. */
  inHandler: Set<string>;
  /** When the process was asked to stop. */
  stoppedAt?: number | undefined;
}

/**
 * One history: a service that says events and a service that hears them, in several processes, over a simulated
 * database, broker and clock.
 */
export class Simulation {
  private readonly scheduler = new Scheduler();
  private readonly random: Random;
  private readonly faults: Scenario['faults'];
  private readonly broker: SimulatedBroker;
  private readonly speaker: SimulatedDatabase;
  private readonly hearer: SimulatedDatabase;
  private readonly oracle: Oracle;
  private readonly slots: Slot[];
  private readonly events;

  constructor(
    private readonly core: MessagingCore,
    private readonly scenario: Scenario,
  ) {
    const { said, heard, effect } = core;
    this.events = {
      Made: said('thing.made.v1', Thing, { subject: 'thingId', person: 'personId' }),
      HeardMade: heard('thing.made.v1', Thing, { from: 'speaker' }),
      Erased: said('thing.erased.v1', Person, { subject: 'personId' }),
      HeardErased: heard('thing.erased.v1', Person, { from: 'speaker' }),
      Announce: effect('announce', Thing),
      Refund: effect('refund', Thing, { holdsErasureMs: HELD_MS }),
    };
    this.random = new Random(scenario.seed);
    this.faults = { ...scenario.faults };
    this.broker = new SimulatedBroker(this.scheduler, this.random, this.faults, (violation) =>
      this.oracle.violations.push(violation),
    );
    this.speaker = new SimulatedDatabase('speaker', this.scheduler);
    this.hearer = new SimulatedDatabase('hearer', this.scheduler);
    this.oracle = new Oracle(this.speaker, this.hearer, this.broker);
    this.hearer.onDischarged = (patient) => this.oracle.mended(patient);
    this.slots = [
      this.slotOf('speaker', this.speaker),
      ...Array.from({ length: scenario.replicas }, () => this.slotOf('hearer', this.hearer)),
    ];
  }

  /** Runs the history to its end. */
  async run(): Promise<Outcome> {
    const { violations } = this.oracle;
    const says = Object.fromEntries(this.heardTypes().map((type) => [type, ['hearer']]));
    this.broker.declare({ service: 'speaker', says, hears: [] });
    if (!this.scenario.incidents.some(({ kind }) => kind === 'hearer declared')) this.declareHearer();
    for (const slot of this.slots) this.boot(slot);
    for (const { at, ...incident } of this.scenario.incidents)
      this.scheduler.after(at, `** ${JSON.stringify(incident)}`, () => this.happen({ at, ...incident }));
    const isOver = () => violations.length > 0;
    await this.scheduler.run(HEALED_AT_MS, isOver);
    this.heal();
    await this.scheduler.run(HEALED_AT_MS + SETTLED_WITHIN_MS, () => isOver() || this.oracle.isSettled());
    if (!isOver()) this.oracle.judgeEnd();
    for (const { process } of this.slots) process?.kill();
    return { violations, history: this.scheduler.history };
  }

  private declareHearer(): void {
    this.broker.declare({ service: 'hearer', says: {}, hears: this.heardTypes() });
  }

  private heardTypes(): string[] {
    return [this.events.HeardMade.type, this.events.HeardErased.type];
  }

  private slotOf(service: Slot['service'], database: SimulatedDatabase): Slot {
    const name = `${service}${this.slots?.length ?? ''}`;
    return { name, service, database, starts: 0, inHandler: new Set() };
  }

  private happen(incident: Incident): void {
    switch (incident.kind) {
      case 'say':
        return this.say(incident);
      case 'erase':
        return this.erase(incident.person);
      case 'kill':
        return this.kill(this.slotAt(incident.process), incident.restartAfterMs, incident.noticedAfterMs);
      case 'stop':
        return this.stop(this.slotAt(incident.process), incident.restartAfterMs);
      case 'freeze':
        return this.freeze(this.slotAt(incident.process), incident.ms);
      case 'stuck':
        return this.getStuck(this.slotAt(incident.process), incident.ms, incident.restartAfterMs);
      case 'database down':
        return this.takeDown(this.databaseAt(incident.service), incident.ms);
      case 'broker down':
        return this.takeDown(this.broker, incident.ms);
      case 'discharge':
        return this.discharge();
      case 'circuit closed':
        return this.slots[1]?.messaging?.circuits.closed(PEER);
      case 'hearer declared':
        return this.declareHearer();
      case 'clock of a process':
        return this.shift(this.slotAt(incident.process).process, incident.ms);
      case 'clock of a database':
        return this.shift(this.databaseAt(incident.service), incident.ms);
      case 'clock of the broker':
        return this.broker.shiftClock(incident.ms);
    }
  }

  private slotAt(index: number): Slot {
    return this.slots[index % this.slots.length] as Slot;
  }

  private databaseAt(index: number): SimulatedDatabase {
    return index ? this.hearer : this.speaker;
  }

  private boot(slot: Slot): void {
    if (slot.process?.isAlive) return;
    const { service, database, name } = slot;
    const process = new SimulatedProcess(
      `${name}#${slot.starts++}`,
      service,
      this.scheduler,
      this.random,
      this.faults,
    );
    const { Made, Erased, ...heard } = this.events;
    const messaging = new this.core.Messaging(
      {
        store: new SimulatedStore(database, process),
        broker: this.broker.connect(process),
        telemetry: silentTelemetry(service) as Telemetry,
        runtime: process.runtime,
      },
      this.core.eventsOf(service === 'speaker' ? { noun: 'thing', Made, Erased } : heard),
      { retrySchedule: RETRY_SCHEDULE },
    );
    Object.assign(slot, { process, messaging, inHandler: new Set(), stoppedAt: undefined });
    void messaging.start(service === 'speaker' ? new Map() : this.handlersOf(slot, process, messaging));
  }

  private handlersOf(slot: Slot, process: SimulatedProcess, messaging: Core.Messaging) {
    return plannedHandlers({
      core: this.core,
      events: this.events,
      oracle: this.oracle,
      database: this.hearer,
      process,
      messaging,
      inHandler: slot.inHandler,
      crash: () => this.kill(slot, CRASH_RESTART_MS),
    });
  }

  private say({ event, plan, person, rollsBack }: Extract<Incident, { kind: 'say' }>): void {
    const [slot] = this.slots;
    if (!slot?.process?.isAlive || !slot.messaging) return;
    const { process, messaging } = slot;
    const thing = { thingId: `thing-${event}`, personId: `person-${person}` };
    this.oracle.planned(thing.thingId, plan);
    const cause = { correlationId: `process-${event}`, causationId: uuidOf(`request-${event}`) };
    const work = async (tx: never) => {
      await messaging.outbox.add(tx, this.events.Made(thing));
      if (rollsBack) throw new Error('a planned rollback');
    };
    void context
      .with(withCause(ROOT_CONTEXT, cause), () =>
        new SimulatedStore(this.speaker, process).inTransaction((tx) => work(tx as never)),
      )
      .catch(() => {}); // the caller hears of it
  }

  /** The speaker erases a person, and says so. */
  private erase(person: number): void {
    const [slot] = this.slots;
    if (!slot?.process?.isAlive || !slot.messaging) return;
    const { process, messaging } = slot;
    const personId = `person-${person}`;
    const cause = { correlationId: `erasure-${person}`, causationId: uuidOf(`erasure-${person}`) };
    void context
      .with(withCause(ROOT_CONTEXT, cause), () =>
        new SimulatedStore(this.speaker, process).inTransaction(async (tx) => {
          await messaging.messageErasure.erase(tx, personId);
          await messaging.outbox.add(tx, this.events.Erased({ personId }));
        }),
      )
      .catch(() => {}); // the caller hears of it
  }

  private discharge(): void {
    const { process, messaging } = this.slots[1] as Slot;
    if (!process?.isAlive || !messaging) return;
    const by = { who: 'an operator', why: 'mended' };
    for (const { patient } of this.hearer.hospital.values())
      void messaging.hospital
        .replay(patient, by)
        .then((outcome) => outcome === 'done' && this.oracle.replayed(patient))
        .catch(() => {}); // the operator hears of it
  }

  private kill(slot: Slot, restartAfterMs: number, noticedAfterMs = 0): void {
    const { process, inHandler } = slot;
    if (!process?.isAlive) return;
    if (!this.wasAskedToStop(slot)) {
      const lost = [...process.started].filter((id) => !inHandler.has(id));
      for (const id of [...lost, ...(inHandler.size === 1 ? inHandler : [])]) this.oracle.died(id);
    }
    process.kill(noticedAfterMs);
    this.scheduler.after(restartAfterMs, `${slot.name} starts again`, () => this.boot(slot));
  }

  /** As by SIGTERM: the process finishes what it has begun, and ends. */
  private stop(slot: Slot, restartAfterMs: number): void {
    const { process, messaging } = slot;
    if (!process?.isAlive || !messaging) return;
    slot.stoppedAt = this.scheduler.now;
    void messaging.close().finally(() => {
      if (process.isAlive && !this.hearer.hasCrashed && !this.scenario.faults.lostAnswers)
        this.oracle.stopped(process);
      process.kill();
      this.scheduler.after(restartAfterMs, `${slot.name} starts again`, () => this.boot(slot));
    });
  }

  /** Whether a process was asked to stop, and had the time to take back its starts. */
  private wasAskedToStop({ stoppedAt = Infinity }: Slot): boolean {
    return this.scheduler.now - stoppedAt > ENOUGH_MS && !this.hearer.hasCrashed;
  }

  private freeze({ process }: Slot, ms: number): void {
    if (process) process.frozenUntil = this.scheduler.now + ms;
    this.broker.disturb(ms);
  }

  /** The process lives, but waits for its database without end. The database rolls back what it has left open. */
  private getStuck(slot: Slot, ms: number, restartAfterMs: number): void {
    const { process, database } = slot;
    if (!process?.isAlive) return;
    process.waitsFor.add(database);
    this.scheduler.after(DEADLINES.idleInTransactionMs, `${database.name} gives up`, () =>
      database.disconnect(process),
    );
    this.scheduler.after(ms, `${slot.name} is killed`, () => {
      if (slot.process === process) this.kill(slot, restartAfterMs);
    });
  }

  private shift(clock: { clockOffset: number } | undefined, ms: number): void {
    if (!clock) return;
    clock.clockOffset += ms;
    if (clock instanceof SimulatedDatabase) clock.hasSteppedAhead ||= ms > 0;
  }

  private takeDown(server: SimulatedDatabase | SimulatedBroker, ms: number): void {
    server.isUp = false;
    server.crash();
    this.broker.disturb(ms);
    this.scheduler.after(ms, `${server.name} is up`, () => (server.isUp = true));
  }

  /** From now on nothing fails but what is planned to. */
  private heal(): void {
    Object.assign(this.faults, { lostAnswers: 0, duplicates: 0, lostLeases: 0 });
    for (const server of [this.broker, this.speaker, this.hearer]) server.isUp = true;
    for (const slot of this.slots) this.boot(slot);
  }
}

const CRASH_RESTART_MS = 500;
/** A process that was asked to stop so long ago, in milliseconds, has told its database. */
const ENOUGH_MS = 2_000;
