import { UsageError, UserError } from '#tooling/platform';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runHospital } from '../src/hospital.js';
import type { HospitalClient } from '../src/hospital-client.js';

const TEXT = { body: 'masked', output: 'text', all: false };
const AT = '2030-01-02T03:04:05.678Z';
const PATIENT = {
  kind: 'event',
  id: 'm-1',
  event: 'thing.made.v1',
  reason: 'exhausted',
  admittedAt: AT,
  correlationId: 'a-process',
  isErased: false,
};
const ANSWERS: Record<string, object[]> = {
  groups: [
    {
      fingerprint: 'f1',
      event: 'thing.made.v1',
      error: 'TypeError',
      place: 'apps/x.ts:1',
      reasons: ['exhausted'],
      patients: 2,
      note: { note: 'known', owner: 'growth' },
    },
  ],
  patients: [PATIENT, { ...PATIENT, id: 'm-2', isErased: true, correlationId: null }],
  waiting: [
    {
      id: 'm-3',
      event: 'thing.made.v1',
      attempts: 2,
      isRunning: false,
      nextAt: AT,
      hospitalAt: AT,
      error: { error: 'Error', message: 'no' },
    },
  ],
  acts: [{ at: AT, who: 'olga', act: 'replay', kind: 'event', id: 'm-1', why: 'mended' }],
};
const ONE = {
  ...PATIENT,
  attributes: { subject: 's-1' },
  errors: [{ at: AT, error: 'TypeError', message: 'no' }],
  diagnosis: { reason: 'exhausted', stack: 'TypeError: no' },
  body: { name: '***' },
  bytes: 14,
  breaks: [{ where: 'body', path: '/size', rule: 'expected number' }],
  acts: [],
};

describe('npm run hospital', () => {
  let said: string[];
  const get = jest.fn<(path: string, query?: object) => Promise<object[]>>();
  const act = jest.fn<(order: object) => Promise<object[]>>();
  const ask = jest.fn<(...what: unknown[]) => Promise<object>>();
  let paused = 0;
  const tell = jest.fn<(...what: unknown[]) => Promise<object[]>>();
  const client = { get, act, ask, tell } as unknown as HospitalClient;
  const run = async (action: string, id?: string, options: object = {}) => {
    await runHospital(client, action, id, { ...TEXT, ...options }, async (ms) => void (paused += ms));
    return said.join('\n');
  };

  beforeEach(() => {
    said = [];
    jest.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text));
    get.mockImplementation(async (path) => {
      if (path === 'messages/event/m-1') return [{ service: 'loyalty', body: ONE }];
      return path.startsWith('messages/') ? [] : [{ service: 'loyalty', body: ANSWERS[path] }];
    });
    act.mockResolvedValue([]);
  });
  afterEach(() => void jest.restoreAllMocks());

  it.each([
    [
      'list',
      undefined,
      {},
      'loyalty       2 messages   thing.made.v1: TypeError (exhausted) at apps/x.ts:1 --fingerprint f1 (growth: known)',
    ],
    ['list', 'a-process', {}, 'loyalty       m-1 thing.made.v1 exhausted 2030-01-02T03:04:05Z a-process'],
    ['list', undefined, { fingerprint: 'f1' }, 'm-2 thing.made.v1 of an erased person: discard it'],
    [
      'waiting',
      undefined,
      {},
      'm-3 thing.made.v1 2 failed next 03:04:05Z hospital 2030-01-02T03:04:05Z Error: no',
    ],
    ['acts', undefined, {}, 'loyalty       2030-01-02T03:04:05Z olga replay event m-1 "mended"'],
    ['show', 'm-1', {}, '  body (14 bytes): {"name":"***"}'],
    ['show', 'm-1', {}, '  breaks the contract at body/size: expected number'],
  ])('%s %s prints what there is', async (action, id, options, text) => {
    expect(await run(action, id, options)).toContain(text);
  });

  it('prints JSON for programs', async () => {
    const json = await run('list', undefined, { output: 'json' });
    expect(JSON.parse(json)).toEqual([{ service: 'loyalty', body: ANSWERS.groups }]);
  });

  it.each([
    [
      'an id',
      'm-1',
      {},
      {
        messages: [
          { kind: 'event', id: 'm-1' },
          { kind: 'effect', id: 'm-1' },
        ],
      },
    ],
    ['a group', undefined, { fingerprint: 'f1' }, { fingerprint: 'f1' }],
    ['a type', undefined, { event: 'thing.made.v1' }, { event: 'thing.made.v1' }],
  ])('acts on %s', async (_what, id, options, order) => {
    act.mockResolvedValue([{ service: 'loyalty', body: { done: 2, skipped: [], mayBeMore: true } }]);
    expect(await run('replay', id, { why: 'mended', ...options })).toBe(
      'loyalty: 2 messages replayed\nloyalty: there may be more; run the command again',
    );
    expect(act).toHaveBeenLastCalledWith({ act: 'replay', why: 'mended', ...order });
  });

  it('acts at a rate on all that was there at the beginning', async () => {
    const next = { after: '2', upTo: '3' };
    act.mockResolvedValue([
      { service: 'loyalty', body: { done: 2, skipped: [], mayBeMore: true, next } },
      { service: 'email', body: { done: 0, skipped: [], mayBeMore: false, next: null } },
    ]);
    ask.mockResolvedValue({ done: 1, skipped: [], mayBeMore: false, next: null });
    expect(await run('replay', undefined, { why: 'mended', all: true, rate: 2 })).toBe(
      'loyalty: 3 messages replayed',
    );
    const order = { act: 'replay', why: 'mended', all: true, most: 2 };
    expect(act).toHaveBeenLastCalledWith(order);
    expect(ask.mock.calls).toEqual([['loyalty', 'POST', 'acts', { ...order, next }]]);
    expect(paused).toBe(1_000);
  });

  it('notes something about a group or a message, and who deals with it', async () => {
    tell.mockResolvedValue([{ service: 'loyalty', body: {} }]);
    const noted = { note: 'known', owner: 'growth' };
    expect(await run('note', undefined, { fingerprint: 'f1', ...noted })).toBe('noted in loyalty');
    expect(tell).toHaveBeenLastCalledWith('notes', { kind: 'group', id: 'f1', ...noted });
    tell.mockResolvedValue([]);
    const none = run('note', 'm-9', { note: 'known' });
    await expect(none).rejects.toThrow('No service has m-9 in its hospital.');
  });

  it('says that an id is nowhere, and why a message was skipped', async () => {
    const skipped = ['gone', 'erased'].map((because) => ({ kind: 'event', id: 'm-1', because }));
    act.mockResolvedValueOnce([
      { service: 'loyalty', body: { done: 0, skipped: skipped.slice(0, 1), mayBeMore: false } },
    ]);
    expect(await run('replay', 'm-1', { why: 'mended' })).toBe(
      'Nothing to replay: no such message is there.',
    );
    act.mockResolvedValueOnce([{ service: 'loyalty', body: { done: 0, skipped, mayBeMore: false } }]);
    expect(await run('replay', 'm-1', { why: 'mended' })).toContain('loyalty: event m-1 was skipped: erased');
  });

  it.each([
    ['discard', 'm-1', {}, UsageError, '--why is missing: say why you discard.'],
    [
      'retry',
      undefined,
      { why: 'mended' },
      UsageError,
      'Nothing to retry: give an ID, --event, --fingerprint or --all.',
    ],
    ['show', undefined, {}, UsageError, 'ID is missing'],
    ['note', 'm-1', {}, UsageError, 'Nothing to note: give --note, --owner or both.'],
    ['note', undefined, { note: 'known' }, UsageError, 'note needs an ID or a --fingerprint.'],
    ['show', 'none', {}, UserError, 'No service has none in its hospital'],
  ])('refuses %s %s %j', async (action, id, options, error, text) => {
    const refusal = run(action, id, options);
    await expect(refusal).rejects.toThrow(error);
    await expect(refusal).rejects.toThrow(text);
  });
});
