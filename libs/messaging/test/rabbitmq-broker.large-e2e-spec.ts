import { GET_RABBITMQ, hasRabbitmq } from '#tooling/testing';
import { it } from '@jest/globals';
import { conformance } from './conformance.js';
import { rabbitmq } from './rabbitmq-fixture.js';

if (!hasRabbitmq)
  console.warn(`SKIPPED: messaging over RabbitMQ. This machine has no server; ${GET_RABBITMQ}`);

if (hasRabbitmq) conformance(rabbitmq);
else it.todo('messaging over RabbitMQ');
