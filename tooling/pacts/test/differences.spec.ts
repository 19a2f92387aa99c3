import { describe, expect, it } from '@jest/globals';
import { differences } from '../src/differences.js';
import { type EventInteraction, type Pact } from '../src/pact-file.js';

const lit: EventInteraction = {
  type: 'Asynchronous/Messages',
  description: 'a lamp.lit.v1 event',
  providerStates: [{ name: 'a lamp was lit', params: { room: 'hall' } }],
  contents: { content: { lampId: '1', rooms: ['hall'] }, contentType: 'application/json' },
  metadata: { type: 'lamp.lit.v1' },
};
const out = { ...lit, description: 'a lamp.out.v1 event' };
const name = 'a lamp.lit.v1 event, given a lamp was lit {"room":"hall"}';

const pact = (...interactions: EventInteraction[]): Pact => ({
  consumer: { name: 'switch' },
  provider: { name: 'lamps' },
  interactions,
});

describe('differences between pacts', () => {
  it('are none when the interactions are the same, in any order', () => {
    expect(differences(pact(lit, out), pact(out, { ...lit }))).toEqual([]);
  });

  it('name added and removed interactions', () => {
    expect(differences(pact(lit), undefined)).toEqual([`+ ${name}`]);
    expect(differences(pact(lit), pact(lit, out))).toEqual([
      expect.stringMatching(/^- a lamp\.out\.v1 event/),
    ]);
  });

  it('name changed values by their paths', () => {
    const contents = { content: { lampId: '2', rooms: ['hall', 'attic'] }, contentType: 'application/json' };
    expect(differences(pact({ ...lit, contents }), pact(lit))).toEqual([
      `~ ${name}: contents.content.lampId was "1", is "2"`,
      `~ ${name}: contents.content.rooms.1 was absent, is "attic"`,
    ]);
  });
});
