import { type Declared, mayNotConnect, TopologyError } from '../topology.js';
import { TOPOLOGY } from './rabbitmq-names.js';
import { ManagementError, type RabbitmqManagement } from './rabbitmq-management.js';
import { heardBy, NOTHING_DECLARED, type RabbitmqTopology, saidBy } from './rabbitmq-topology.js';
import type { RabbitmqUrl } from './rabbitmq-url.js';

export interface Exchange {
  name: string;
  arguments: Record<string, unknown>;
}

/** The topology as RabbitMQ keeps it: an argument of an exchange without bindings. The newest one counts. */
export interface Recorded {
  readonly generation: number;
  readonly topology: RabbitmqTopology;
}

const NAME = new RegExp(`^${TOPOLOGY}\\.(\\d+)$`);
const ARGUMENT = 'troupe-topology';

/** The newest topology among the exchanges of a virtual host. */
export function recordedIn(exchanges: readonly Exchange[]): Recorded {
  const records = exchanges.flatMap(({ name, arguments: { [ARGUMENT]: text } }) => {
    const generation = NAME.exec(name)?.[1];
    return generation && typeof text === 'string' ? [{ generation: Number(generation), text }] : [];
  });
  const newest = records.toSorted((a, b) => b.generation - a.generation)[0];
  if (!newest) return { generation: 0, topology: NOTHING_DECLARED };
  return { generation: newest.generation, topology: JSON.parse(newest.text) as RabbitmqTopology };
}

/** Whether an exchange keeps a topology. */
export const isRecord = ({ name }: Exchange): boolean => NAME.test(name);

/** Makes a topology the newest one. */
export const record = (
  management: RabbitmqManagement,
  vhost: string,
  { generation, topology }: Recorded,
): Promise<boolean> =>
  management.put(['exchanges', vhost, `${TOPOLOGY}.${generation}`], {
    type: 'fanout',
    durable: true,
    arguments: { [ARGUMENT]: JSON.stringify(topology) },
  });

/** Reads the newest topology. @throws TopologyError when the user may not read it */
export async function readTopology(
  management: RabbitmqManagement,
  { user, vhost }: RabbitmqUrl,
): Promise<Recorded> {
  try {
    return recordedIn(await management.get<Exchange[]>('exchanges', vhost));
  } catch (error) {
    const refused = error instanceof ManagementError && [401, 403, 404].includes(error.status);
    throw refused ? new TopologyError(mayNotConnect(user), { cause: error }) : error;
  }
}

/** What was declared for one service. */
export function declaredFor(topology: RabbitmqTopology, service: string): Declared {
  const heard = heardBy(topology, service);
  return {
    says: saidBy(topology, service),
    hears: heard.map(([type]) => type),
    parts: Object.fromEntries(heard.flatMap(([type, { fields }]) => (fields ? [[type, fields]] : []))),
  };
}
