import { describe, expect, it } from '@jest/globals';
import { found } from '../src/findings.js';

const answering = (answers: Record<string, unknown>) =>
  ({ ask: async (service: string, path: string) => answers[`${service} ${path}`] }) as never;

describe('what the monitor says', () => {
  it('of a broker that is down is what its page shows, for services stay ready without it', async () => {
    const problem = 'The broker does not answer: what waits in queues is not known.';
    const down = { 'monitor /overview': { problem } };
    expect(await found(answering(down), { kind: 'broker' })).toBe(problem);
    expect(await found(answering({ 'monitor /overview': {} }), { kind: 'broker' })).toBeUndefined();
  });

  it('of a step that is missing names the service and its team', async () => {
    const step = { name: 'open-account', state: 'missing', service: 'loyalty', owner: 'engagement' };
    const stuck = { 'monitor /processes?stuck&flow=sign-up': { processes: [{ steps: [step] }] } };
    const finding = { kind: 'step', flow: 'sign-up', step: 'open-account' } as const;
    expect(await found(answering(stuck), finding)).toBe(
      'loyalty misses open-account of sign-up (engagement)',
    );
    step.state = 'waiting';
    expect(await found(answering(stuck), finding)).toBeUndefined();
  });
});
