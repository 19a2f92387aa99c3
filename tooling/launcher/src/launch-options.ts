import { type BrokerEngine, BROKERS } from './broker-place.js';
import {
  checkName,
  type CommandOptions,
  LARGEST_OFFSET,
  type OptionValues,
  serviceNames,
  UsageError,
  wholeNumber,
} from '#tooling/platform';

/** A replica has up to 8 connections, and the role of its service 40 (libs/service/src/provision.ts). */
const LARGEST_SCALE = 5;

/** How to start the platform. */
export interface LaunchOptions {
  /** What is added to every port. */
  portOffset: number;
  /** Whether each service runs in a process of its own. */
  split: boolean;
  /** The number of replicas by service; one unless it is here. */
  scale: Map<string, number>;
  /** What carries the events; unless given, what does so already. */
  broker?: BrokerEngine;
  /** The service that restarts after every build. */
  dev?: string;
  /** Whether a debugger may attach to that service. */
  inspect?: boolean;
}

/** The options of `npm start`. */
export const LAUNCH_OPTIONS = {
  'port-offset': { value: 'N', about: 'adds N to every port', default: '0' },
  split: { about: 'runs each service in a process of its own' },
  scale: { value: 'SERVICE=N', about: 'runs N replicas of a service; may be repeated', multiple: true },
  broker: {
    value: 'ENGINE',
    about: `what carries the events, ${BROKERS.join(' or ')}; by default postgres, or the one of the last start`,
    oneOf: () => BROKERS,
  },
} as const satisfies CommandOptions;

/** @throws UsageError when a number is out of range, or a service does not exist */
export function launchOptionsFrom(values: OptionValues<typeof LAUNCH_OPTIONS>): LaunchOptions {
  return {
    portOffset: wholeNumber('--port-offset', values['port-offset'], 0, LARGEST_OFFSET),
    split: values.split,
    scale: new Map(values.scale.map(replicasFrom)),
    ...(values.broker !== undefined && { broker: values.broker as BrokerEngine }),
  };
}

function replicasFrom(text: string): [string, number] {
  const [service = '', count = ''] = text.split('=');
  checkName('service', service, serviceNames());
  if (!count)
    throw new UsageError(`--scale ${service} has no number: for two replicas, give --scale ${service}=2.`);
  return [service, wholeNumber(`--scale ${service}`, count, 1, LARGEST_SCALE)];
}
