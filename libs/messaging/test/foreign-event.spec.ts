import { describe, expect, it } from '@jest/globals';
import { eventOf, type ForeignEvent, type ForeignMessage } from '../src/engines/foreign-event.js';
import { readMessage } from '../src/index.js';

const INVOICE = { invoice: { number: 7, payer: { id: 'c-1' } }, at: '2026-11-29T10:00:00+01:00' };
const MAPPING: ForeignEvent = {
  key: 'invoice.created',
  type: 'invoice.issued.v1',
  id: 'invoice.number',
  subject: 'invoice.payer.id',
  time: 'at',
  body: { invoice: 'invoice.number', payer: 'invoice.payer.id' },
};

const sent = (body: unknown, more: Partial<ForeignMessage> = {}): ForeignMessage => ({
  routingKey: MAPPING.key,
  body: Buffer.from(JSON.stringify(body)),
  ...more,
});

describe('a message of a foreign publisher', () => {
  it('becomes an event by its mapping, and always the same one', () => {
    const { envelope, data } = readMessage(eventOf(sent(INVOICE), MAPPING, 'billing'));
    expect(envelope).toMatchObject({
      type: 'invoice.issued.v1',
      source: '/troupe/billing',
      subject: 'c-1',
      time: '2026-11-29T09:00:00.000Z',
      correlationid: envelope.id,
    });
    expect(data).toEqual({ invoice: 7, payer: 'c-1' });
    const idOf = (sender: string, number: number) => {
      const invoice = { ...INVOICE, invoice: { ...INVOICE.invoice, number } };
      return eventOf(sent(invoice), MAPPING, sender).attributes.id;
    };
    expect(idOf('billing', 7)).toBe(envelope.id);
    expect(idOf('billing', 8)).not.toBe(envelope.id);
    expect(idOf('others', 7)).not.toBe(envelope.id);
  });

  it.each(['cloudEvents:', 'cloudEvents_'])(
    'is a CloudEvent in binary mode, with attributes after %s',
    (prefix) => {
      const headers = {
        [`${prefix}id`]: 'any-id',
        [`${prefix}subject`]: 'c-1',
        [`${prefix}time`]: '2026-11-29T10:00:00Z',
        [`${prefix}correlationid`]: 'process-1',
        other: 'no attribute',
      };
      const mapping = { key: MAPPING.key, type: MAPPING.type };
      const { envelope, data } = readMessage(eventOf(sent({ a: 1 }, { headers }), mapping, 'billing'));
      expect(envelope).toMatchObject({ subject: 'c-1', correlationid: 'process-1' });
      expect(envelope).not.toHaveProperty('other');
      expect(data).toEqual({ a: 1 });
    },
  );

  it('has the id and the moment of its properties, when nothing else tells them', () => {
    const mapping = { key: MAPPING.key, type: MAPPING.type, subject: 'invoice.payer.id' };
    const message = sent(INVOICE, { messageId: 'm-1', timestamp: 1_764_410_400 });
    const { envelope } = readMessage(eventOf(message, mapping, 'billing'));
    expect(envelope.time).toBe(new Date(1_764_410_400_000).toISOString());
  });

  it.each<[string, unknown, ForeignEvent, RegExp]>([
    [
      'an id',
      INVOICE,
      { ...MAPPING, id: 'number' },
      /^invoice\.created has no id: name the field in its mapping$/,
    ],
    ['a subject', INVOICE, { ...MAPPING, subject: 'constructor.name' }, /has no subject/],
    ['a time', INVOICE, { ...MAPPING, time: 'when' }, /has no time/],
    ['an object', 'text', MAPPING, /^the body is no JSON object$/],
  ])('is refused without %s', (_what, body, mapping, reason) => {
    expect(() => eventOf(sent(body), mapping, 'billing')).toThrow(reason);
  });

  it('is refused when it is not JSON', () => {
    const message = { routingKey: MAPPING.key, body: Buffer.from('<xml/>') };
    expect(() => eventOf(message, MAPPING, 'billing')).toThrow(/^the body is not JSON/);
  });
});
