import { UsageError, UserError } from '#tooling/platform';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runHospital } from '../src/hospital.js';
import { type HospitalClient, PartlyAnswered } from '../src/hospital-client.js';

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
      message: 'it has no size',
      reasons: ['exhausted'],
      patients: 2,
      note: { note: 'known', owner: 'growth' },
      noted: 1,
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

const LOOK = 'Look again with `npm run hospital -- waiting` and `npm run hospital -- list`.';

describe('npm run hospital', () => {
  let said: string[];
  const get = jest.fn<(path: string, query?: object) => Promise<object[]>>();
  const act = jest.fn<(order: object) => Promise<object[]>>();
  const ask = jest.fn<(...what: unknown[]) => Promise<object>>();
  let paused = 0;
  const correlationIds = jest.fn<(key: string) => Promise<string[]>>();
  const tell = jest.fn<(...what: unknown[]) => Promise<object[]>>();
  const advised = (command: string) => command;
  const readLogs = (id: string) => `npm run logs -- ${id}`;
  const client = {
    get,
    act,
    ask,
    tell,
    correlationIds,
    advised,
    readLogs,
    everywhere: () => client,
  } as unknown as HospitalClient;
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
    correlationIds.mockResolvedValue([]);
  });
  afterEach(() => void jest.restoreAllMocks());

  it.each([
    [
      'list',
      undefined,
      {},
      'loyalty       2 messages   thing.made.v1: TypeError: it has no size (exhausted) at apps/x.ts:1 --fingerprint f1 ' +
        '(growth: known) (1 message has a note: add --fingerprint)',
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

  it.each(['list', 'waiting'])('%s finds by a business key, as the page does', async (action) => {
    const path = action === 'list' ? 'patients' : action;
    get.mockImplementation(async (_path, query) => {
      const { about } = query as { about: unknown };
      return [{ service: 'loyalty', body: Array.isArray(about) ? ANSWERS[path] : [] }];
    });
    correlationIds.mockResolvedValue(['c-1', 'c-2']);
    expect(await run(action, 'order-1', { event: 'thing.made.v1' })).toContain('thing.made.v1');
    expect(correlationIds).toHaveBeenLastCalledWith('order-1');
    expect(get).toHaveBeenLastCalledWith(path, { event: 'thing.made.v1', about: ['c-1', 'c-2'] });
  });

  it('finds nothing by a key that the monitor does not know, and says when it does not answer', async () => {
    get.mockResolvedValue([{ service: 'loyalty', body: [] }]);
    expect(await run('waiting', 'order-9')).toBe('No message waits for an attempt.');
    correlationIds.mockRejectedValue(new UserError('monitor does not answer'));
    await expect(run('waiting', 'order-9')).rejects.toThrow('business key is not known: monitor does not');
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
      'Look again with `npm run hospital -- show m-1`: what was handled is not there any more.',
    ],
    ['a group', undefined, { fingerprint: 'f1' }, { fingerprint: 'f1' }, LOOK],
    ['a type', undefined, { event: 'thing.made.v1' }, { event: 'thing.made.v1' }, LOOK],
  ])('acts on %s', async (_what, id, options, order, look) => {
    act.mockResolvedValue([{ service: 'loyalty', body: { done: 2, skipped: [], mayBeMore: true } }]);
    expect(await run('replay', id, { why: 'mended', ...options })).toBe(
      `loyalty: 2 messages replayed\nloyalty: there may be more; run the command again\n${look}`,
    );
    expect(act).toHaveBeenLastCalledWith({ act: 'replay', why: 'mended', ...order });
  });

  it('goes on where a service has stopped for now, up to 500 messages', async () => {
    const next = { after: '2', upTo: '3' };
    const some = (done: number) => ({ done, skipped: [], mayBeMore: true, next });
    ask.mockClear();
    act.mockResolvedValue([{ service: 'loyalty', body: some(200) }]);
    ask.mockImplementation(async () => some(200));
    ask.mockImplementationOnce(async () => some(100));
    expect(await run('replay', undefined, { why: 'mended', all: true })).toContain(
      'loyalty: 500 messages replayed\nloyalty: there may be more; run the command again',
    );
    expect(ask.mock.calls.map(([, , , order]) => order)).toMatchObject([
      { act: 'replay', next, most: 300 },
      { act: 'replay', next, most: 200 },
    ]);
  });

  it('acts at a rate on all that was there at the beginning', async () => {
    const next = { after: '2', upTo: '3' };
    act.mockResolvedValue([
      { service: 'loyalty', body: { done: 2, skipped: [], mayBeMore: true, next } },
      { service: 'email', body: { done: 0, skipped: [], mayBeMore: false, next: null } },
    ]);
    ask.mockReset().mockResolvedValue({ done: 1, skipped: [], mayBeMore: false, next: null });
    expect(await run('replay', undefined, { why: 'mended', all: true, rate: 2 })).toBe(
      `loyalty: 3 messages replayed\n${LOOK}`,
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

  it('lists acts of all services by their time', async () => {
    const acts = (...times: string[]) => times.map((at) => ({ ...ANSWERS.acts?.[0], at }));
    get.mockResolvedValueOnce([
      { service: 'email', body: acts('2030-01-03T00:00:00.000Z', '2030-01-01T00:00:00.000Z') },
      { service: 'loyalty', body: acts('2030-01-02T00:00:00.000Z') },
    ]);
    const lines = (await run('acts')).split('\n');
    expect(lines.map((line) => line.split(/ +/, 2).join(' '))).toEqual([
      'email 2030-01-03T00:00:00Z',
      'loyalty 2030-01-02T00:00:00Z',
      'email 2030-01-01T00:00:00Z',
    ]);
  });

  it.each([
    ['list', undefined, 'loyalty       2 messages'],
    ['show', 'm-1', 'loyalty has given up'],
    ['replay', 'm-1', 'loyalty: 1 message replayed'],
  ])(
    'prints for %s what the other services answer, and fails unless a message was found',
    async (action, id, text) => {
      get.mockImplementation(async (path) => {
        const body = path === 'messages/event/m-1' ? ONE : ANSWERS[path];
        throw new PartlyAnswered('email does not answer', body ? [{ service: 'loyalty', body }] : []);
      });
      const answers = [{ service: 'loyalty', body: { done: 1, skipped: [], mayBeMore: false } }];
      act.mockRejectedValue(new PartlyAnswered('email does not answer', answers));
      const failure = await run(action, id, { why: 'mended' }).catch((error: Error) => error.message);
      expect(said.join('\n')).toContain(text);
      expect(failure).toBe(action === 'show' ? said.join('\n') : 'email does not answer'); // a message that is found is found
    },
  );

  it('does not say that an id is nowhere while a service does not answer', async () => {
    get.mockRejectedValue(new PartlyAnswered('email does not answer', []));
    await expect(run('show', 'm-9')).rejects.toThrow('email does not answer');
    tell.mockRejectedValue(new PartlyAnswered('email does not answer', []));
    await expect(run('note', 'm-9', { note: 'known' })).rejects.toThrow('email does not answer');
  });

  it.each([
    ['retry', '20 messages already handled, or attempted now'],
    ['replay', '20 messages already replayed or discarded'],
  ])('%s does not fail over what needs it no longer', async (action, text) => {
    const skipped = Array.from({ length: 20 }, (_, at) => ({
      kind: 'event',
      id: `m-${at}`,
      because: 'gone',
    }));
    act.mockResolvedValue([{ service: 'loyalty', body: { done: 0, skipped, mayBeMore: false } }]);
    expect(await run(action, undefined, { all: true, why: 'mended' })).toBe(`loyalty: ${text}`);
  });

  it('says why a message was skipped, and fails when nothing was done', async () => {
    const skipped = ['gone', 'erased'].map((because) => ({ kind: 'event', id: 'm-1', because }));
    act.mockResolvedValue([{ service: 'loyalty', body: { done: 0, skipped, mayBeMore: false } }]);
    await expect(run('replay', 'm-1', { why: 'mended' })).rejects.toThrow(UserError);
    expect(said).toEqual(['loyalty: event m-1 was skipped: erased']);
  });

  it.each([
    [
      'what was given up',
      'retry',
      'm-1',
      {},
      'event m-1 is in the hospital of loyalty: use `npm run hospital -- replay m-1 --service loyalty --why "…"`',
    ],
    [
      'another service',
      'discard',
      'm-1',
      { service: 'email' },
      '-- discard m-1 --service loyalty --why "…"`',
    ],
    [
      'what waits',
      'replay',
      'm-3',
      {},
      'waits for its next attempt in email: use `npm run hospital -- retry m-3',
    ],
    ['what is attempted', 'retry', 'm-3', {}, 'email attempts event m-3 right now. Look again with'],
    [
      'nothing',
      'discard',
      'm-9',
      {},
      'no service has m-9 in its hospital or tries it again. Who acted on it:',
    ],
    [
      'no group',
      'discard',
      undefined,
      { fingerprint: 'f9' },
      'Nothing to discard: no message in the group f9 was',
    ],
    [
      'an empty hospital',
      'retry',
      undefined,
      { all: true },
      'Nothing to retry: no message waits for an attempt.',
    ],
  ])('fails when it acted on nothing: %s', async (_what, action, id, options, text) => {
    get.mockImplementation(async (path) => {
      if (path === 'messages/event/m-1') return [{ service: 'loyalty', body: ONE }];
      const waiting = { ...ONE, id: 'm-3', diagnosis: undefined };
      return path === 'messages/event/m-3' ? [{ service: 'email', body: waiting }] : [];
    });
    const gone = [{ kind: 'event', id: String(id), because: 'gone' }];
    act.mockResolvedValue([{ service: 'loyalty', body: { done: 0, skipped: id ? gone : [] } }]);
    const refusal = run(action, id, { why: 'mended', ...options });
    await expect(refusal).rejects.toThrow(UserError);
    await expect(refusal).rejects.toThrow(text);
    expect(said).toEqual([]);
  });

  it.each([
    [
      'retry',
      { event: 'thing.made.v1' },
      'Nothing to retry: no message of the type thing.made.v1 waits for an attempt. Such messages are in the hospital of loyalty: ' +
        'use `npm run hospital -- replay --event thing.made.v1 --service loyalty --why "…"`.',
    ],
    ['retry', { fingerprint: 'f1' }, 'replay --fingerprint f1 --service loyalty'],
    ['retry', { all: true }, 'replay --all --service loyalty'],
    [
      'replay',
      { event: 'thing.made.v1' },
      'was given up. Such messages wait for an attempt in loyalty: ' +
        'use `npm run hospital -- retry --event thing.made.v1 --service loyalty --why "…"`.',
    ],
  ])('names the act that fits the messages there are: %s %j', async (action, options, text) => {
    await expect(run(action, undefined, { why: 'mended', ...options })).rejects.toThrow(text);
  });

  it.each([
    ['discard', 'm-1', {}, UsageError, '--why is missing: say why you discard.'],
    [
      'replay',
      undefined,
      { all: true, why: 'x' },
      UsageError,
      '--why "x": it is too short: give 3 characters',
    ],
    ['replay', 'm-1', { why: 'x'.repeat(501) }, UsageError, 'it is too long: give 500 characters or fewer'],
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
