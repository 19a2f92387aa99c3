import type { Tx } from '#libs/database';
import type { z } from 'zod';
import { type ContractBreak, rulesBrokenBy } from './contract-breaks.js';
import type { CoreDependencies } from './dependencies.js';
import type { Events } from './events.js';
import type { Patient } from './patient.js';
import type { ActKind, MessageKey } from './store.js';

/** Who acts, and why. */
export interface By {
  /** The subject of the operator's token. */
  who: string;
  why: string;
}

/**
 * What became of an act: `gone` when the message is not there any more, or is being attempted; `erased` when its person
 * was erased; `replaced` when it was edited before; `not-repeatable` when its handler is not declared to be safe to run again.
 */
export type ActOutcome = 'done' | 'gone' | 'erased' | 'replaced' | 'not-repeatable';

/** What became of an edit: the id of the new event, or why there is none. */
export type EditOutcome =
  | { outcome: 'done'; id: string }
  | { outcome: 'broken'; breaks: ContractBreak[] }
  | { outcome: 'gone' | 'erased' | 'replaced' };

/** What an operator may do to messages that wait for an attempt or were given up. Each act is kept, with who and why. */
export class Hospital {
  private readonly repeatable: ReadonlySet<string>;
  private readonly schemas: ReadonlyMap<string, z.ZodType>;

  /** @param wake called when a message is due */
  constructor(
    private readonly core: Pick<CoreDependencies, 'store' | 'telemetry' | 'runtime'>,
    { heard }: Pick<Events, 'heard'>,
    private readonly wake: () => void,
  ) {
    this.repeatable = new Set(heard.filter(({ repeatable }) => repeatable).map(({ type }) => type));
    this.schemas = new Map(heard.map(({ type, schema }) => [type, schema]));
  }

  /**
   * Gives a patient all its attempts again. It keeps its id, its correlation ID and its errors. Of two replays at once, one
   * finds the patient gone.
   */
  replay(key: MessageKey, by: By): Promise<ActOutcome> {
    const { store } = this.core;
    return store.inTransaction(async (tx) => {
      const { patient, isForgotten } = await this.find(tx, key);
      if (patient && isForgotten) return 'erased';
      if (!patient) return 'gone';
      if (!(await store.hospital.discharge(tx, patient, 'open'))) return this.goneOrReplaced(tx, key);
      await store.retries.put(tx, { ...patient, attempts: 0 }, 0);
      store.afterCommit(tx, this.wake);
      return this.record(tx, 'replay', patient, by);
    });
  }

  /**
   * Has a new event handled that says `data` in place of an event that was given up. The new one keeps the correlation ID and
   * is caused by the old one, which stays and never takes effect. Of two edits at once, or an edit and a replay, one has an
   * effect. Nothing happens when the new event would break the contract by which this service hears it.
   */
  edit(id: string, data: unknown, by: By): Promise<EditOutcome> {
    const { store, runtime } = this.core;
    const key = { kind: 'event', id } as const;
    return store.inTransaction<EditOutcome>(async (tx) => {
      const { patient, isForgotten } = await this.find(tx, key);
      if (!patient || isForgotten) return { outcome: patient ? 'erased' : 'gone' };
      const edited = editedFrom(patient, runtime.newId(), data);
      const breaks = this.rulesBroken(edited);
      if (breaks.length) return { outcome: 'broken', breaks };
      if (!(await store.hospital.replace(tx, key, edited.id)))
        return { outcome: await this.goneOrReplaced(tx, key) };
      await store.retries.put(tx, edited, 0);
      store.afterCommit(tx, this.wake);
      return { outcome: await this.record(tx, 'edit', patient, by, edited.id), id: edited.id };
    });
  }

  /** Deletes a patient. A later copy of an event is a duplicate. */
  discard(key: MessageKey, by: By): Promise<ActOutcome> {
    const { store } = this.core;
    return store.inTransaction(async (tx) => {
      const { patient } = await this.find(tx, key);
      if (!patient || !(await store.hospital.discharge(tx, key))) return 'gone';
      if (key.kind === 'event')
        await store.inbox.enter(tx, { id: key.id, type: patient.type, datasubject: personOf(patient) });
      return this.record(tx, 'discard', patient, by);
    });
  }

  /** Makes a message due that waits for its next attempt. */
  retryNow(key: MessageKey, by: By): Promise<ActOutcome> {
    return this.hasten(key, 'waiting', 'retry', by);
  }

  /**
   * Releases a message whose process has died during an attempt, before its time: another replica attempts it, alone. If the
   * process lives after all, an event takes effect once all the same, and an effect runs twice under its key.
   */
  release(key: MessageKey, by: By): Promise<ActOutcome> {
    return this.hasten(key, 'running', 'release', by);
  }

  private hasten(key: MessageKey, state: 'waiting' | 'running', act: ActKind, by: By): Promise<ActOutcome> {
    const { store } = this.core;
    return store.inTransaction(async (tx) => {
      const found = await store.retries.hasten(tx, key, state);
      if (!found) return 'gone';
      store.afterCommit(tx, this.wake);
      return this.record(tx, act, found, by);
    });
  }

  /**
   * Forgets that an event was handled, for a handler that took it as done wrongly. It takes effect once its publisher
   * delivers it again.
   */
  again({ kind, id }: MessageKey, by: By): Promise<ActOutcome> {
    const { store } = this.core;
    return store.inTransaction(async (tx) => {
      const type = kind === 'event' ? await store.inbox.typeOfDone(tx, id) : undefined;
      if (type === undefined) return 'gone';
      if (type === null || !this.repeatable.has(type)) return 'not-repeatable';
      await store.inbox.forget(tx, id);
      return this.record(tx, 'again', { kind, id, type, attributes: {} }, by);
    });
  }

  /** Keeps and logs that an operator reads the whole body of a message. */
  async read(patient: MessageSummary, by: By): Promise<void> {
    await this.core.store.inTransaction((tx) => this.record(tx, 'read', patient, by));
  }

  /** A patient, and whether its person was erased. It takes the person's lock, which comes before that of the row. */
  private async find(
    tx: Tx,
    key: MessageKey,
  ): Promise<{ patient?: Patient | undefined; isForgotten: boolean }> {
    const { hospital, erasures } = this.core.store;
    const patient = await hospital.find(tx, key);
    const person = patient && personOf(patient);
    return { patient, isForgotten: person !== undefined && (await erasures.isForgotten(tx, person)) };
  }

  private rulesBroken({ type, attributes, body }: Patient): ContractBreak[] {
    const schema = this.schemas.get(type);
    if (!schema) return [{ where: 'envelope', path: '/type', rule: 'takes a type that this service hears' }];
    return rulesBrokenBy({ attributes, body }, 'event', schema);
  }

  /** Why a patient that was found could not be taken: it is there only if it was replaced. */
  private async goneOrReplaced(tx: Tx, key: MessageKey): Promise<'gone' | 'replaced'> {
    return (await this.core.store.hospital.find(tx, key)) ? 'replaced' : 'gone';
  }

  private async record(
    tx: Tx,
    act: ActKind,
    message: MessageSummary,
    by: By,
    replacedBy?: string,
  ): Promise<'done'> {
    const { store, telemetry } = this.core;
    const { kind, id, type, attributes } = message;
    await store.hospital.record(tx, {
      act,
      ...by,
      kind,
      id,
      type,
      correlationId: textOf(attributes.correlationid),
      ...(replacedBy && { replacedBy }),
    });
    store.afterCommit(tx, () =>
      telemetry.log.info({ act, ...by, event: type, event_id: id }, 'an operator acted'),
    );
    return 'done';
  }
}

type MessageSummary = Pick<Patient, 'kind' | 'id' | 'type' | 'attributes'>;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const personOf = ({ attributes }: Patient): string | undefined => textOf(attributes.datasubject);

/** The event that says `data` in place of another one, with no attempt behind it. */
const editedFrom = (patient: Patient, id: string, data: unknown): Patient => ({
  ...patient,
  id,
  attributes: { ...patient.attributes, id, causationid: patient.id },
  body: Buffer.from(JSON.stringify(data)),
  attempts: 0,
  errors: [],
});
