import { GET_RABBITMQ, hasRabbitmq } from '#tooling/testing';
import { describe, it } from '@jest/globals';
import { conformance } from './conformance.js';
import { rabbitmq } from './rabbitmq-fixture.js';

if (hasRabbitmq) conformance(rabbitmq);
else {
  console.warn(`SKIPPED: messaging over RabbitMQ. This machine has no server; ${GET_RABBITMQ}`);
  describe.skip('messaging over RabbitMQ', () => it('passes the conformance suite', () => {}));
}
