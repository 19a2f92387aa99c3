import { describe, expect, it } from '@jest/globals';
import { isSamePlace, ownerUrlAt, placeFor } from '../src/broker-place.js';

const OWNER = 'amqp://admin:secret@host:5672/troupe?management=http%3A%2F%2Fhost%3A1';
const AT = 'amqp://host:5672/troupe?management=http%3A%2F%2Fhost%3A1';

describe('where the events of a platform are', () => {
  it('is PostgreSQL, a RabbitMQ of its own, or that of BROKER_OWNER_URL, of which no login is kept', () => {
    expect(placeFor('postgres', { BROKER_OWNER_URL: OWNER })).toEqual({ engine: 'postgres' });
    expect(placeFor('rabbitmq', {})).toEqual({ engine: 'rabbitmq' });
    const elsewhere = placeFor('rabbitmq', { BROKER_OWNER_URL: OWNER });
    expect(elsewhere).toEqual({ engine: 'rabbitmq', at: AT });
    expect(isSamePlace(elsewhere, placeFor('rabbitmq', { BROKER_OWNER_URL: OWNER }))).toBe(true);
    expect(isSamePlace(elsewhere, { engine: 'rabbitmq' })).toBe(false);
  });

  it('is reached by the login that the environment has for it', () => {
    expect(ownerUrlAt(AT, { BROKER_OWNER_URL: OWNER })).toBe(OWNER);
  });

  it.each([undefined, 'amqp://admin:secret@other/troupe'])('is not reached by %s', (BROKER_OWNER_URL) => {
    expect(() => ownerUrlAt(AT, { BROKER_OWNER_URL })).toThrow(
      `The events of this platform are in RabbitMQ at ${AT}: set BROKER_OWNER_URL`,
    );
  });

  it.each(['postgres://o:p@host/broker', 'rabbit'])('is not %s', (BROKER_OWNER_URL) => {
    expect(() => placeFor('rabbitmq', { BROKER_OWNER_URL })).toThrow(
      'BROKER_OWNER_URL must be a URL of RabbitMQ: amqp://user:password@host:port/vhost',
    );
  });
});
