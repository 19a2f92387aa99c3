import { afterCommit, Database, type Tx } from '#libs/database';
import { type Envelope, Erasure, MalformedMessage, type Message, readMessage } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { PersonForgotten } from './events.js';
import { failuresOf, servicesOf } from './failures.js';
import { type Flow, hasEvent, judge, keyOf, withEvent } from './flow.js';
import { FLOW_EVENTS, FLOWS } from './flows.js';
import { HospitalsClient } from './hospitals.client.js';
import {
  type Process,
  type ProcessFilter,
  type ProcessId,
  ProcessesStore,
  type Sighting,
} from './processes.store.js';
import { StepMetrics } from './step-metrics.js';

/** Processes judged in one transaction. */
const BATCH = 200;
/** Processes of a list are counted so far, so that a count costs milliseconds. */
export const MOST_COUNTED = 10_000;
/** Events shown of one process. */
const MOST_SIGHTINGS = 500;

type Data = Record<string, unknown>;

@Injectable()
export class Processes {
  private readonly flows = new Map(FLOWS.map((flow) => [flow.name, flow]));

  constructor(
    private readonly database: Database,
    private readonly store: ProcessesStore,
    private readonly erasure: Erasure,
    private readonly hospitals: HospitalsClient,
    private readonly metrics: StepMetrics,
  ) {}

  /** Adds an event to every process that it belongs to. */
  async see(tx: Tx, envelope: Envelope, data: Data): Promise<void> {
    const found = processesOf(envelope, data);
    const erasing = found.find(({ flow }) => flow.erases && flow.starts.includes(envelope.type));
    if (erasing) await this.forget(tx, erasing.flow, erasing.key);
    for (const { flow, key } of erasing ? [erasing] : found) await this.seeIn(tx, flow, key, envelope);
  }

  /**
   * Judges the processes whose next deadline lies before `heardUpTo`.
   * @param unhandled events that wait for an attempt or were given up: their processes are not judged
   * @returns how many there were, at most 200
   */
  judgeDue(heardUpTo: Date, unhandled: readonly Message[]): Promise<number> {
    const judgedUpTo = heardUpTo.toISOString();
    const except = unhandled.flatMap(processesNamedBy);
    return this.database.inTransaction(async (tx) => {
      const due = await this.store.due(tx, [...this.flows.keys()], judgedUpTo, except, BATCH);
      await this.save(
        tx,
        due.map((process) => ({ ...process, judgedUpTo })),
      );
      return due.length;
    });
  }

  /** A page of processes, and how many there are in all of its pages: 10,000 means as many or more. */
  list(filter: ProcessFilter): Promise<{ found: Process[]; count: number }> {
    return this.database.inSnapshot(async (tx) => ({
      found: await this.store.list(tx, filter),
      count: await this.store.count(tx, filter, MOST_COUNTED),
    }));
  }

  /**
   * The processes with this key, and those that have seen an event with this correlation ID: each with its events, and with
   * what fails in it.
   * @param token of the operator who asks; every service gets it
   */
  async about(id: string, token: string) {
    const found = await this.database.inSnapshot(async (tx) =>
      this.whole(tx, await this.store.about(tx, id)),
    );
    const flows = found.flatMap(({ flow }) => this.flows.get(flow) ?? []);
    const correlationIds = found.flatMap(({ events }) => events.map(({ correlationId }) => correlationId));
    const answers = await this.hospitals.ask(flows.flatMap(servicesOf), correlationIds, token);
    return found.map((process) => ({
      ...process,
      ...failuresOf(this.flows.get(process.flow), process, answers),
    }));
  }

  /** The processes, each with the events that it has seen. */
  private whole(tx: Tx, found: Process[]) {
    return Promise.all(
      found.map(async (process) => {
        return { ...process, events: await this.store.sightings(tx, process, MOST_SIGHTINGS) };
      }),
    );
  }

  private async seeIn(tx: Tx, flow: Flow, key: string, envelope: Envelope): Promise<void> {
    const sighting = sightingOf(envelope);
    const at = sighting.recorded_at;
    const id = { flow: flow.name, key };
    const known = await this.store.open(
      tx,
      id,
      flow.steps.map(({ name }) => name),
      at,
    );
    if (!(await this.store.see(tx, id, sighting))) return;
    const seen = withEvent(known.seen, envelope.type, { at, id: envelope.id });
    const beganAt = at < known.beganAt ? at : known.beganAt;
    await this.save(tx, [{ ...known, seen, beganAt, person: personOf(envelope) }]);
  }

  private async save(tx: Tx, processes: Process[]): Promise<void> {
    const judged = processes.flatMap((process) => {
      const flow = this.flows.get(process.flow);
      return flow
        ? [{ flow, before: process, after: judge(flow, process.expected, process.seen, process.judgedUpTo) }]
        : [];
    });
    await this.store.save(
      tx,
      judged.map(({ before, after }) => ({ ...before, ...after })),
    );
    afterCommit(tx, () => {
      for (const { flow, before, after } of judged) this.metrics.count(flow, before.steps, after.steps);
    });
  }

  private async forget(tx: Tx, { name }: Flow, key: string): Promise<void> {
    const others = FLOWS.filter((flow) => flow.name !== name).map((flow) => flow.name);
    const rows = { erase: (within: Tx, person: string) => this.store.erase(within, person, others) };
    await this.erasure.erase(tx, key, rows, PersonForgotten({ person: key }));
  }
}

/** The processes that an event belongs to. */
const processesOf = (envelope: Envelope, data: Data): { flow: Flow; key: string }[] =>
  FLOWS.filter((flow) => hasEvent(flow, envelope.type)).flatMap((flow) => {
    const key = keyOf(flow, envelope, data);
    return key === undefined ? [] : [{ flow, key }];
  });

/** The processes that a message belongs to; none when it cannot be read. */
function processesNamedBy(message: Message): ProcessId[] {
  try {
    const { envelope, data } = readMessage(message);
    return processesOf(envelope, data as Data).map(({ flow: { name }, key }) => ({ flow: name, key }));
  } catch (error) {
    if (error instanceof MalformedMessage) return [];
    throw error;
  }
}

const PERSONAL = new Set(FLOW_EVENTS.filter(({ isPersonal }) => isPersonal).map(({ type }) => type));
const personOf = (envelope: Envelope): string | undefined =>
  PERSONAL.has(envelope.type) ? envelope.datasubject : undefined;

/** The event without its data, with times as `Date.toISOString` writes them. */
function sightingOf(envelope: Envelope): Sighting & { recorded_at: string } {
  const { id, type, source, subject, correlationid, causationid, traceparent, time, recordedtime } = envelope;
  return {
    event_id: id,
    type,
    source,
    subject,
    correlation_id: correlationid,
    causation_id: causationid,
    trace_id: traceparent?.split('-')[1] ?? null,
    occurred_at: new Date(time).toISOString(),
    recorded_at: new Date(recordedtime ?? time).toISOString(),
  };
}
