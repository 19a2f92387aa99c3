import type { Patient } from '#libs/messaging';
import { isOwed, NEVER_MS, type Plan } from './scenario.js';
import type { SimulatedBroker } from './simulated-broker.js';
import type { SimulatedDatabase } from './simulated-database.js';
import type { SimulatedProcess } from './simulated-process.js';

/** How often the process of a message must have died while it ran alone before the message is given up. */
const DEATHS_TO_CRASHED = 2;
/** How many messages may be claimed before a suspect that is due. */
const MOST_PASSED_BY = 16;

/** How the event of a thing may end at its hearer. */
const EXPECTED: Record<Plan['kind'], string> = {
  succeed: 'done',
  slow: 'done',
  fail: 'done',
  'fail always': 'hospital: exhausted',
  refuse: 'hospital: refused',
  'refuse late': 'hospital: refused',
  overrun: 'done',
  unstorable: 'hospital: malformed',
  'slow effect': 'done',
  'fail effect': 'done',
  'circuit open': 'done',
  crash: 'hospital: crashed',
};

const expectedOf = (plan: Plan): string =>
  plan.kind === 'circuit open' && plan.untilMs === NEVER_MS ? EXPECTED['fail always'] : EXPECTED[plan.kind];

/**
 * Knows what was committed and what came of it, from the databases and the broker alone, and says what is wrong. Events
 * are known by the thing that they are about.
 */
export class Oracle {
  readonly violations: string[] = [];
  private readonly plans = new Map<string, Plan>();
  /** The plans of things before their cause of failure was removed. */
  private readonly plansBefore = new Map<string, Plan>();
  private readonly effects = new Map<string, number>();
  private readonly outside = new Map<string, number>();
  private readonly deaths = new Map<string, number>();

  constructor(
    private readonly speaker: SimulatedDatabase,
    private readonly hearer: SimulatedDatabase,
    private readonly broker: SimulatedBroker,
  ) {}

  planned(thing: string, plan: Plan): void {
    this.plans.set(thing, plan);
  }

  /** An operator has removed the cause of a failure. A copy that met it before may still bring the event back. */
  mended({ kind, attributes }: Patient): void {
    const thing = String(attributes.subject);
    if (kind !== 'event') return;
    this.plansBefore.set(thing, this.plansBefore.get(thing) ?? this.planOf(thing));
    this.plans.set(thing, { kind: 'succeed' });
  }

  /** An operator was told that a patient is replayed. */
  replayed(patient: Patient): void {
    const { kind, id } = patient;
    if (this.hearer.hospital.get(`${kind}:${id}`)?.patient === patient)
      this.violations.push(`${id} was replayed, and is still in the hospital`);
  }

  planOf(thing: string): Plan {
    return this.plans.get(thing) ?? { kind: 'succeed' };
  }

  /** A handler's transaction has committed. */
  tookEffect(thing: string, person: string): void {
    const count = (this.effects.get(thing) ?? 0) + 1;
    this.effects.set(thing, count);
    if (count > 1) this.violations.push(`${thing} took effect ${count} times`);
    if (!this.eventOf(thing)) this.violations.push(`${thing} took effect and was never published`);
    if (this.hearer.tombstones.has(person)) this.violations.push(`${thing} took effect after its erasure`);
  }

  /** An event has taken effect in a process, and the transaction has ended its attempt, too. */
  leftNothing(id: string, { name, started }: SimulatedProcess): void {
    if (started.has(id) && !this.isQueued(id))
      this.violations.push(`${name} has handled ${id}, and its attempt still counts as started`);
  }

  /** A process died, unasked, while it handled this message alone. */
  died(id: string): void {
    this.deaths.set(id, (this.deaths.get(id) ?? 0) + 1);
  }

  /** A handler wrote something after its time was over. */
  wroteLate(thing: string): void {
    this.violations.push(`the handler of ${thing} wrote something after its time was over`);
  }

  /** A process has stopped as it was asked to, and could say so to its database. */
  stopped(process: SimulatedProcess): void {
    const { name, started } = process;
    if (started.size)
      this.violations.push(`${name} was stopped, and its starts count: ${[...started].join(', ')}`);
    if (this.hearer.isClaimedBy(process))
      this.violations.push(`${name} was stopped, and handed nothing back`);
  }

  /** An outside effect was carried out. */
  wentOutside(thing: string): void {
    this.outside.set(thing, (this.outside.get(thing) ?? 0) + 1);
    if (!this.effects.has(thing))
      this.violations.push(`${thing} went outside, but its handler was rolled back`);
  }

  /** Whether nothing is on its way any more. */
  isSettled(): boolean {
    return (
      this.hearer.retries.size === 0 &&
      this.broker.messagesOf('hearer').length === 0 &&
      [...this.speaker.outbox.values()].every(({ sentAt }) => sentAt !== undefined)
    );
  }

  /** Looks at everything once nothing should be on its way any more. */
  judgeEnd(): void {
    for (const { attributes, datasubject } of this.speaker.outbox.values())
      if (datasubject) this.judgeEvent(String(attributes.subject), String(attributes.id), datasubject);
      else this.judgeErasure(String(attributes.subject), String(attributes.id));
    for (const { attributes, body } of [...this.hearer.hospital.values()].map(({ patient }) => patient))
      if (this.hearer.tombstones.has(String(attributes.datasubject)) && body.byteLength)
        this.violations.push(`the hospital still has what ${String(attributes.id)} says of an erased person`);
    for (const { datasubject, body } of this.speaker.outbox.values())
      if (this.speaker.tombstones.has(datasubject ?? '') && body !== null)
        this.violations.push('the outbox still has what an event says of an erased person');
    for (const database of [this.speaker, this.hearer]) {
      if (!database.isSweptAlone) this.violations.push('the outbox was swept without the lock');
      if (database.mostPassedBy > MOST_PASSED_BY)
        this.violations.push(`${database.mostPassedBy} messages went before a suspect that was due`);
      if (database.failures.has('Stopped')) this.violations.push('a requested stop counted as an attempt');
    }
    if (!this.isSettled()) this.violations.push(`something is held for ever: ${this.waiting()}`);
  }

  private judgeEvent(thing: string, id: string, person: string): void {
    const plan = this.planOf(thing);
    const expected = [plan, this.plansBefore.get(thing) ?? plan].map(expectedOf);
    const fate = this.fateOf(thing, id);
    const isErased = this.hearer.tombstones.has(person) || this.speaker.tombstones.has(person);
    const isImpatient = plan.kind === 'circuit open' && this.hearer.hasSteppedAhead;
    const isUnlucky =
      fate === 'hospital: exhausted' && (isImpatient || this.hasUnplannedFailure(`event:${id}`, plan));
    const isBlamed = fate === 'hospital: crashed' && this.isDeadly(id);
    if (!expected.includes(fate) && !isBlamed && !isUnlucky && !(isErased && fate === 'lost'))
      this.violations.push(`${thing} (${JSON.stringify(plan)}) ended as ${fate}`);
    const isHeld = isOwed(thing) && !this.hearer.hasSteppedAhead;
    if (fate === 'done' && (!isErased || isHeld)) this.judgeEffect(thing, plan, isErased);
  }

  /** Held or not, an erasure comes to its end, or an operator hears of it. */
  private judgeErasure(person: string, id: string): void {
    const patient = this.hearer.hospital.get(`event:${id}`);
    if (!patient && !this.hearer.tombstones.has(person)) this.violations.push(`${person} was never erased`);
    if (patient && patient.reason !== 'exhausted' && !(patient.reason === 'crashed' && this.isDeadly(id)))
      this.violations.push(`the erasure of ${person} ended as ${patient.reason}`);
  }

  /** @param isErased what is known of its failures is blanked then */
  private judgeEffect(thing: string, plan: Plan, isErased: boolean): void {
    const patient = this.hearer.hospital.get(`effect:${thing}`);
    if (!patient && !this.outside.has(thing))
      this.violations.push(`the outside effect of ${thing} was never carried out`);
    const isRight =
      patient?.reason === 'crashed'
        ? this.isDeadly(thing)
        : patient?.reason === 'exhausted' &&
          (isErased || plan.kind === 'fail effect' || this.hasUnplannedFailure(`effect:${thing}`, plan));
    if (patient && !isRight)
      this.violations.push(`the outside effect of ${thing} ended as ${patient.reason}`);
  }

  private isDeadly(id: string): boolean {
    return (this.deaths.get(id) ?? 0) >= DEATHS_TO_CRASHED;
  }

  /** Whether an attempt failed because the database, the network or a frozen process did. */
  private hasUnplannedFailure(key: string, { kind }: Plan): boolean {
    const { errors = [] } = this.hearer.hospital.get(key)?.patient ?? {};
    const isPlanned = (error: string, message: string) =>
      message.startsWith('a planned') ||
      (error === 'HandlerTimeout' && ['overrun', 'slow effect'].includes(kind));
    return errors.some(({ error, message }) => !isPlanned(error, message));
  }

  private fateOf(thing: string, id: string): string {
    const patient = this.hearer.hospital.get(`event:${id}`);
    if (this.effects.has(thing)) return patient ? `done, and in the hospital: ${patient.reason}` : 'done';
    if (patient) return `hospital: ${patient.reason}`;
    if (this.hearer.retries.has(`event:${id}`)) return 'waiting for a retry';
    if (this.isQueued(id)) return 'queued';
    return this.eventOf(thing)?.sentAt === undefined ? 'unsent' : 'lost';
  }

  private isQueued(id: string): boolean {
    return this.broker.messagesOf('hearer').some(({ message }) => message.attributes.id === id);
  }

  private eventOf(thing: string) {
    return [...this.speaker.outbox.values()].find(({ attributes }) => attributes.subject === thing);
  }

  private waiting(): string {
    const unsent = [...this.speaker.outbox.values()].filter(({ sentAt }) => sentAt === undefined);
    return `${unsent.length} unsent, ${this.broker.messagesOf('hearer').length} queued, ${this.hearer.retries.size} retries`;
  }
}
