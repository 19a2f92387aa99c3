export { type ClusterNode } from './configuration.js';
export { GET_RABBITMQ } from './program.js';
export { RabbitmqCluster } from './rabbitmq-cluster.js';
export { hasRabbitmq, type RabbitmqOptions, RabbitmqServer } from './rabbitmq-server.js';
