import type { Fault } from '../fault.js';
import { CHANGE_FAULTS } from './change-faults.js';
import { MESSAGE_FAULTS } from './message-faults.js';
import { NETWORK_FAULTS } from './network-faults.js';
import { PROCESS_FAULTS } from './process-faults.js';
import { SERVER_FAULTS } from './server-faults.js';

const RABBITMQ =
  'the suite runs with PostgreSQL alone: npm run chaos -- --random --engine rabbitmq kills its server, and libs/messaging/test/rabbitmq-cluster.nightly-e2e-spec.ts the nodes of a cluster';

/** Every fault, in the order in which the suite runs them. */
export const FAULTS: readonly Fault[] = [
  ...CHANGE_FAULTS,
  ...PROCESS_FAULTS,
  ...SERVER_FAULTS,
  ...NETWORK_FAULTS,
  ...MESSAGE_FAULTS,
  { name: 'a node of RabbitMQ is killed', missing: () => RABBITMQ },
  { name: 'RabbitMQ loses its majority, and gets it back', missing: () => RABBITMQ },
];
