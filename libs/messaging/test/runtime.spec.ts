import type { Tx } from '#libs/database';
import { Telemetry } from '#libs/telemetry';
import { message } from '#tooling/testing';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Broker, type Delivery, heard, Messaging, type MessagingStore, said } from '../src/index.js';
import { ManualRuntime } from './fixtures/manual-runtime.js';

const HAPPENED = 'alpha.happened.v1';
const Thing = z.object({ id: z.uuid() });

/** The dependencies of a core without a database, a broker or a clock of its own. */
function coreWith(runtime: ManualRuntime, changes: { store?: object; broker?: object } = {}) {
  const logs: string[] = [];
  const telemetry = new Telemetry('alpha', 'debug', {
    logTo: { write: (line) => void logs.push((JSON.parse(line) as { msg: string }).msg) },
  });
  const store = {
    inTransaction: (work: (tx: Tx) => Promise<unknown>) => work({} as Tx),
    afterCommit: (_: Tx, react: () => void) => react(),
    outbox: { hasLeftBehind: async () => false },
    retries: { nextDue: async () => ({ due: [], nextMs: null }) },
    ...changes.store,
  } as unknown as MessagingStore;
  const broker = {
    topology: async () => ({ says: [HAPPENED], hears: [HAPPENED], parts: {} }),
    ...changes.broker,
  } as unknown as Broker;
  return { store, broker, telemetry, runtime, logs };
}

describe('the core over a runtime', () => {
  it('sweeps the outbox every two seconds, and logs a broken database once a minute', async () => {
    const runtime = new ManualRuntime();
    let sweeps = 0;
    const outbox = {
      hasLeftBehind: async () => {
        sweeps++;
        throw new Error('down');
      },
    };
    const { logs, ...core } = coreWith(runtime, { store: { outbox } });
    const events = { said: [said(HAPPENED, Thing, { subject: 'id' }) as never], heard: [], effects: [] };
    await new Messaging(core, events, { retrySchedule: [] }).start(new Map());
    await runtime.pass(59_000);
    const warnings = () => logs.filter((line) => line.startsWith('events wait in the outbox')).length;
    expect([sweeps, warnings()]).toEqual([29, 1]);
    await runtime.pass(4_000);
    expect([sweeps, warnings()]).toEqual([31, 2]);
  });

  it('sweeps past events that the broker refuses', async () => {
    const runtime = new ManualRuntime();
    const rowOf = (type: string) => ({ id: runtime.newId(), type, attributes: { type }, body: {} });
    const [refused, sent] = ['alpha.happened.v1', 'alpha.ended.v1'] as const;
    const rows = [...Array.from({ length: 250 }, () => rowOf(refused)), rowOf(sent)];
    const marked: string[] = [];
    const outbox = {
      hasLeftBehind: async () => true,
      asOnlyReplica: (work: () => Promise<void>) => work(),
      leftBehind: async (most: number, except: string[]) =>
        rows.filter(({ id, type }) => !marked.includes(id) && !except.includes(type)).slice(0, most),
      markSent: async (ids: string[]) => void marked.push(...ids),
    };
    const publish = async () => ({
      refused: new Map([[refused, 'not yet']]),
      unheard: new Set(),
      tooLarge: new Map(),
    });
    const { logs: _, ...core } = coreWith(runtime, { store: { outbox }, broker: { publish } });
    await new Messaging(core, { said: [], heard: [], effects: [] }, { retrySchedule: [] }).start(new Map());
    await runtime.pass(2_000);
    expect(marked).toEqual([rows.at(-1)?.id]);
  });

  it('looks for retries no more when it was stopped while it started', async () => {
    const runtime = new ManualRuntime();
    let looks = 0;
    const retries = { nextDue: async () => ({ due: [], nextMs: looks++ }) };
    const topology = async () => {
      void messaging.drain();
      return { says: [HAPPENED], hears: [], parts: {} };
    };
    const { logs: _, ...core } = coreWith(runtime, {
      store: { retries },
      broker: { topology, cancel: async () => {} },
    });
    const messaging = new Messaging(core, { said: [], heard: [], effects: [] }, { retrySchedule: [] });
    await messaging.start(new Map());
    await messaging.drain();
    const before = looks;
    await runtime.pass(20_000);
    expect(looks).toBe(before);
  });

  it('tries to connect once a second until the broker answers', async () => {
    const runtime = new ManualRuntime();
    const triedAt: number[] = [];
    const began = runtime.now();
    const topology = async () => {
      triedAt.push(runtime.now() - began);
      if (triedAt.length < 3) throw new Error('no broker');
      return { says: [], hears: [HAPPENED], parts: {} };
    };
    const { logs: _, ...core } = coreWith(runtime, {
      broker: { topology, consume: async () => {}, ping: async () => {} },
    });
    const messaging = new Messaging(
      core,
      { said: [], heard: [heard(HAPPENED, Thing, { from: 'alpha' })], effects: [] },
      { retrySchedule: [] },
    );
    await messaging.start(new Map());
    await runtime.pass(10_000);
    expect(triedAt).toEqual([0, 1_000, 2_000]);
    await expect(messaging.ping()).resolves.toBeUndefined();
  });

  it('releases a message a second after the database failed', async () => {
    const runtime = new ManualRuntime();
    let receive!: (delivery: Delivery) => void;
    const consume = async (_: number, on: typeof receive) => void (receive = on);
    const inTransaction = () => Promise.reject(new Error('down'));
    const { logs: _, ...core } = coreWith(runtime, { broker: { consume }, store: { inTransaction } });
    const events = { said: [], heard: [heard(HAPPENED, Thing, { from: 'alpha' })], effects: [] };
    await new Messaging(core, events, { retrySchedule: [] }).start(new Map());
    const released: number[] = [];
    const began = runtime.now();
    receive({
      ...message(HAPPENED, { id: runtime.newId() }),
      redelivered: false,
      ack: () => {},
      release: () => void released.push(runtime.now() - began),
      extend: () => {},
    });
    await new Promise(setImmediate);
    await runtime.pass(999);
    expect(released).toEqual([]);
    await runtime.pass(1);
    expect(released).toEqual([1_000]);
  });
});
