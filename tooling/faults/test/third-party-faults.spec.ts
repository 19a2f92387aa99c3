import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { FaultyPlatform, StandIn } from '../src/fault.js';
import { refuse, stall, takeDown } from '../src/third-party-faults.js';

const STUBS = [{ responses: [{ is: { statusCode: 201 } }] }];
const SHIP = { service: 'warehouse', event: 'stock.ship' };
const SEND = { service: 'postal', event: 'postal.send-welcome-pack' };
const REFUNDS = { path: '/refunds', code: 'card-not-reachable', service: 'finance' };

describe('a third party', () => {
  const replace = jest.fn<StandIn['running']['replace']>();
  const retry = jest.fn<FaultyPlatform['retry']>();
  const startChanged = jest.fn<FaultyPlatform['startChanged']>();
  const startAgain = jest.fn<FaultyPlatform['startAgain']>();
  const standIn = { imposter: { protocol: 'http', stubs: STUBS }, running: { replace } };
  const standIns = new Map([['gateway', standIn]]);
  const platform = { standIns, retry, startChanged, startAgain } as unknown as FaultyPlatform;
  const answers = () => replace.mock.calls.at(-1)?.[0];

  beforeEach(() => {
    for (const mock of [replace, retry, startChanged, startAgain]) mock.mockReset().mockResolvedValue();
  });

  it.each([
    ['that is down', takeDown, { fault: 'CONNECTION_RESET_BY_PEER' }],
    ['that is silent', stall, { behaviors: [{ wait: 30_000 }] }],
  ])('%s answers again, and everything that waits for it is tried', async (_, fault, answer) => {
    const undo = await fault(platform, 'gateway', SEND, SHIP);
    expect(answers()).toMatchObject([{ responses: [answer] }]);
    expect(retry).not.toHaveBeenCalled();
    await undo();
    expect(answers()).toEqual(STUBS);
    expect(retry.mock.calls).toEqual([SEND, SHIP].map(({ service, event }) => [service, event]));
  });

  it('that refuses answers all else, and the service runs as before afterwards', async () => {
    const undo = await refuse(platform, 'gateway', REFUNDS);
    expect(answers()?.slice(1)).toEqual(STUBS);
    expect(answers()?.[0]).toMatchObject({ predicates: [{ equals: { path: '/refunds' } }] });
    await undo();
    expect([answers(), startAgain.mock.calls]).toEqual([STUBS, [['finance']]]);
  });

  it('does not refuse when the service cannot be started so', async () => {
    startChanged.mockRejectedValue(new Error('no'));
    await expect(refuse(platform, 'gateway', REFUNDS)).rejects.toThrow('no');
    expect(answers()).toEqual(STUBS);
  });
});
