import type { Plan } from './scenario.js';
import type { SimulatedBroker } from './simulated-broker.js';
import type { SimulatedDatabase } from './simulated-database.js';

/** How often a message may have been started when its process died before the message is given up. */
const DEATHS_TO_CRASHED = 3;

/** How the event of a thing may end at its hearer. */
const EXPECTED: Record<Plan['kind'], string> = {
  succeed: 'done',
  slow: 'done',
  fail: 'done',
  'fail always': 'hospital: exhausted',
  refuse: 'hospital: refused',
  'refuse late': 'hospital: refused',
  crash: 'hospital: crashed',
};

/**
 * Knows what was committed and what came of it, from the databases and the broker alone, and says what is wrong. Events
 * are known by the thing that they are about.
 */
export class Oracle {
  readonly violations: string[] = [];
  private readonly plans = new Map<string, Plan>();
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

  planOf(thing: string): Plan {
    return this.plans.get(thing) ?? { kind: 'succeed' };
  }

  /** A handler's transaction has committed. */
  tookEffect(thing: string, person: string): void {
    const count = (this.effects.get(thing) ?? 0) + 1;
    this.effects.set(thing, count);
    if (count > 1) this.violations.push(`${thing} took effect ${count} times`);
    if (!this.eventOf(thing)) this.violations.push(`${thing} took effect and was never said`);
    if (this.hearer.tombstones.has(person)) this.violations.push(`${thing} took effect after its erasure`);
  }

  /** A process died while it handled an event. */
  died(eventId: string): void {
    this.deaths.set(eventId, (this.deaths.get(eventId) ?? 0) + 1);
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
      this.broker.messagesOf('hearer').length === 0 &&
      this.hearer.retries.size === 0 &&
      [...this.speaker.outbox.values()].every(({ sentAt }) => sentAt !== undefined)
    );
  }

  /** Looks at everything once nothing should be on its way any more. */
  judgeEnd(): void {
    for (const { attributes, datasubject } of this.speaker.outbox.values())
      this.judgeEvent(String(attributes.subject), String(attributes.id), datasubject ?? '');
    for (const { attributes, body } of [...this.hearer.hospital.values()].map(({ patient }) => patient))
      if (this.hearer.tombstones.has(String(attributes.datasubject)) && body.byteLength)
        this.violations.push(`the hospital still has what ${String(attributes.id)} says of an erased person`);
    for (const { datasubject, body } of this.speaker.outbox.values())
      if (this.speaker.tombstones.has(datasubject ?? '') && body !== null)
        this.violations.push('the outbox still has what an event says of an erased person');
    for (const database of [this.speaker, this.hearer]) {
      if (!database.isSweptAlone) this.violations.push('the outbox was swept without the lock');
      if (database.failures.has('Stopped')) this.violations.push('a requested stop counted as an attempt');
    }
    if (!this.isSettled()) this.violations.push(`something is held for ever: ${this.waiting()}`);
  }

  private judgeEvent(thing: string, id: string, person: string): void {
    const plan = this.planOf(thing);
    const fate = this.fateOf(thing, id);
    const isErased = this.hearer.tombstones.has(person) || this.speaker.tombstones.has(person);
    const isUnlucky = fate === 'hospital: exhausted' && this.hasUnplannedFailure(id);
    const isBlamed = fate === 'hospital: crashed' && (this.deaths.get(id) ?? 0) >= DEATHS_TO_CRASHED;
    if (fate !== EXPECTED[plan.kind] && !isBlamed && !isUnlucky && !(isErased && fate === 'lost'))
      this.violations.push(`${thing} (${JSON.stringify(plan)}) ended as ${fate}`);
    if (
      fate === 'done' &&
      !isErased &&
      !this.outside.has(thing) &&
      !this.hearer.hospital.has(`effect:${thing}`)
    )
      this.violations.push(`the outside effect of ${thing} was never carried out`);
  }

  /** Whether an attempt failed because the database or the network did. */
  private hasUnplannedFailure(id: string): boolean {
    const { errors = [] } = this.hearer.hospital.get(`event:${id}`)?.patient ?? {};
    return errors.some(({ message }) => !message.startsWith('a planned'));
  }

  private fateOf(thing: string, id: string): string {
    const patient = this.hearer.hospital.get(`event:${id}`);
    if (this.effects.has(thing)) return patient ? `done, and in the hospital: ${patient.reason}` : 'done';
    if (patient) return `hospital: ${patient.reason}`;
    if (this.hearer.retries.has(`event:${id}`)) return 'waiting for a retry';
    if (this.broker.messagesOf('hearer').some(({ message }) => message.attributes.id === id)) return 'queued';
    return this.eventOf(thing)?.sentAt === undefined ? 'unsent' : 'lost';
  }

  private eventOf(thing: string) {
    return [...this.speaker.outbox.values()].find(({ attributes }) => attributes.subject === thing);
  }

  private waiting(): string {
    const unsent = [...this.speaker.outbox.values()].filter(({ sentAt }) => sentAt === undefined);
    return `${unsent.length} unsent, ${this.broker.messagesOf('hearer').length} queued, ${this.hearer.retries.size} retries`;
  }
}
