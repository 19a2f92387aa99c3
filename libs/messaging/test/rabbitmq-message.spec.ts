import { describe, expect, it } from '@jest/globals';
import type { AsyncMessage } from 'rabbitmq-client';
import { partOf, propertiesOf, receivedFrom } from '../src/engines/rabbitmq-message.js';

const HAPPENED = 'alpha.happened.v1';

/** A message as a queue of beta delivers it. */
const delivered = (more: Partial<AsyncMessage> = {}): AsyncMessage =>
  ({
    ...propertiesOf({ id: 'one', type: 'alpha.forged.v1', datacontenttype: 'application/json' }, 'alpha'),
    routingKey: HAPPENED,
    redelivered: false,
    body: Buffer.from('{}'),
    ...more,
  }) as AsyncMessage;
const withDeath = (reason: string, key = HAPPENED) =>
  delivered({
    routingKey: 'beta',
    headers: { ...delivered().headers, 'x-death': [{ reason, queue: 'beta', 'routing-keys': [key] }] },
  });

describe('a message on RabbitMQ', () => {
  it('has the type of its routing key and the sender of its user, whatever its attributes say', () => {
    const { attributes, id, isSuspect } = receivedFrom(delivered(), 'beta');
    expect(attributes).toMatchObject({ id: 'one', type: HAPPENED, source: '/troupe/alpha' });
    expect(attributes.datacontenttype).toBe('application/json');
    expect([id, isSuspect]).toEqual(['one', false]);
  });

  it('has the same type when it is for one hearer', () => {
    const { attributes } = receivedFrom(delivered({ routingKey: `beta.${HAPPENED}` }), 'beta');
    expect(attributes.type).toBe(HAPPENED);
  });

  it.each([HAPPENED, `beta.${HAPPENED}`])('keeps its type %s when it comes again', (key) => {
    expect(receivedFrom(withDeath('rejected', key), 'beta').attributes.type).toBe(HAPPENED);
  });

  it('keeps its type when it was released again and again', () => {
    const deaths = [
      { reason: 'delivery_limit', queue: 'beta', 'routing-keys': ['beta.back'] },
      { reason: 'rejected', queue: 'beta.again', 'routing-keys': ['beta'] },
      { reason: 'rejected', queue: 'beta', 'routing-keys': [HAPPENED] },
    ];
    const again = delivered({
      routingKey: 'beta.back',
      headers: { ...delivered().headers, 'x-death': deaths },
    });
    expect(receivedFrom(again, 'beta').attributes.type).toBe(HAPPENED);
  });

  it.each([
    ['was released', false, withDeath('rejected')],
    ['was delivered too often', true, withDeath('delivery_limit')],
    ['comes back from a consumer that vanished', true, delivered({ redelivered: true })],
  ])('that %s is suspect: %s', (_what, isSuspect, message) => {
    expect(receivedFrom(message, 'beta').isSuspect).toBe(isSuspect);
  });

  it('has an id of its own when its sender gave it one that AMQP cannot carry', () => {
    const { messageId } = propertiesOf({ id: 'x'.repeat(256), type: HAPPENED }, 'alpha');
    expect(messageId).toMatch(/^[\da-f-]{36}$/);
  });

  it.each([
    ['{"id":1,"secret":2}', '{"id":1}'],
    ['{"secret":2}', '{}'],
    ['no JSON', '{}'],
    ['null', '{}'],
    ['["id"]', '{}'],
  ])('%s has this part for a hearer of the id: %s', (body, part) => {
    expect(String(partOf(Buffer.from(body), ['id']))).toBe(part);
  });
});
