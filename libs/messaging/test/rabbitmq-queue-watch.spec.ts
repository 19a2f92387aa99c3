import { describe, expect, it } from '@jest/globals';
import { policiesOf } from '../src/engines/rabbitmq-queue-watch.js';

const given = (definition: Record<string, unknown>, name = 'beta') =>
  policiesOf('beta', [{ name, policy: 'theirs', effective_policy_definition: definition }]).map(
    ({ gives }) => gives,
  );

describe('a policy for a queue of a service', () => {
  it.each(['message-ttl', 'expires', 'dead-letter-exchange', 'max-length', 'max-length-bytes'])(
    'is named when it gives the queue %s',
    (key) => {
      expect(given({ [key]: 1 })).toEqual([key]);
      expect(given({ [key]: 1 }, 'beta.again')).toEqual([key]);
      expect(given({ [key]: 1, overflow: 'drop-head' })).toEqual([key]);
    },
  );

  it('is not named when it lets the queue reject what is too much, or does no harm', () => {
    expect(given({ 'max-length': 1, overflow: 'reject-publish' })).toEqual([]);
    expect(given({ 'queue-leader-locator': 'balanced' })).toEqual([]);
  });

  it('is not named when the queue belongs to others', () => {
    expect(given({ 'message-ttl': 1 }, 'beta.theirs')).toEqual([]);
  });

  it('may be one of the operator of the server', () => {
    const queue = { name: 'beta', effective_policy_definition: { expires: 1 } };
    const found = policiesOf('beta', [{ ...queue, policy: null, operator_policy: 'all' }]);
    expect(found).toEqual([{ service: 'beta', queue: 'beta', policy: 'all', gives: 'expires' }]);
  });
});
