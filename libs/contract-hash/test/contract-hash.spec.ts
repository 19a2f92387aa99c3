import { contractHash } from '#libs/contract-hash';
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';

const pact = {
  consumer: { name: 'alpha' },
  provider: { name: 'beta' },
  interactions: [
    { type: 'b', request: { path: '/ü', '10': 1, '9': [{ z: null, a: true }] } },
    { type: 'a', request: {} },
  ],
  metadata: { pactSpecification: { version: '4.0' }, tool: { version: '1' } },
};
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

describe('the hash of a contract', () => {
  it('covers its sorted interactions, with sorted keys, and the version of the specification', () => {
    const canonical =
      '{"interactions":[{"request":{"10":1,"9":[{"a":true,"z":null}],"path":"/ü"},"type":"b"},{"request":{},"type":"a"}],' +
      '"pact_specification_version":"4.0"}';
    expect(contractHash(pact)).toBe(sha1(canonical));
  });

  it('does not depend on order, names or the tool that wrote the pact', () => {
    const other = {
      ...pact,
      consumer: { name: 'gamma' },
      interactions: pact.interactions.toReversed(),
      metadata: { ...pact.metadata, tool: { version: '2' } },
    };
    expect(contractHash(other)).toBe(contractHash(pact));
  });

  it('changes when the contract changes', () => {
    expect(contractHash({ ...pact, interactions: pact.interactions.slice(1) })).not.toBe(contractHash(pact));
    const older = { ...pact, metadata: { pactSpecification: { version: '3.0.0' } } };
    expect(contractHash(older)).not.toBe(contractHash(pact));
  });

  it('covers the messages of a pact of messages', () => {
    const { consumer, provider } = pact;
    expect(contractHash({ consumer, provider, messages: [{ b: 1, a: 2 }] })).toBe(
      sha1('{"messages":[{"a":2,"b":1}]}'),
    );
  });
});
