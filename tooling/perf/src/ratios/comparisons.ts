import { choreography } from './choreography.js';
import type { Comparison } from './comparison.js';
import { drain } from './drain.js';
import { growth } from './growth.js';
import { hop } from './hop.js';
import { againstPeer, type Peer } from './peer.js';
import { read, telemetry, write } from './requests.js';
import { memory, start } from './whole.js';

/** Which comparisons are made. */
export interface Chosen {
  /** What takes three minutes at most. */
  isQuick: boolean;
  /** How the ids begin; all of them unless given. */
  only?: string | undefined;
  /** How many births come before memory is compared. */
  births: number;
  /** The program of others to compare with, if there is one. */
  peer?: Peer | undefined;
}

const quick = (): Comparison[] => [read(20), write(20), hop(20)];

const all = ({ births, peer }: Chosen): Comparison[] => [
  read(40),
  write(40),
  ...telemetry(40),
  hop(40),
  hop(40, { replicas: 3 }),
  hop(40, { isWatched: true }),
  hop(40, { engine: 'RabbitMQ' }),
  hop(40, { engine: 'RabbitMQ', replicas: 3 }),
  choreography(30),
  drain(14),
  drain(14, 'RabbitMQ'),
  memory(births),
  start(3),
  ...growth(30),
  ...againstPeer(40, peer),
];

/** The comparisons that were chosen. */
export const comparisonsOf = (chosen: Chosen): Comparison[] =>
  (chosen.isQuick ? quick() : all(chosen)).filter(({ id }) => id.startsWith(chosen.only ?? ''));
