import type { Imposter, Mountebank, RunningImposter } from '#tooling/mountebank';

/** A third party of the run, and the imposter that stands in for it. */
export interface StandIn {
  imposter: Imposter;
  running: RunningImposter;
}

/** What faults act on: the platform in its embedded run. The launcher provides it, and no deployment has it. */
export interface FaultyPlatform {
  readonly mountebank: Pick<Mountebank, 'add'>;
  /** The third parties by name. */
  readonly standIns: Map<string, StandIn>;
  /** The private key that signs tokens, as a JSON Web Key. */
  readonly signingKey: string;
  /** The address of a service. @throws UserError when there is no such service */
  urlOf(service: string): string;
  /** The URL of a database for the owner of the server. */
  databaseUrl(database: string): string;
  /**
   * Makes the broker unreachable; undefined when it is the database `broker`.
   * @throws UserError when it belongs to others
   */
  closeBroker?: (() => Promise<Undo>) | undefined;
  /** Stops every replica of a service. */
  stopService(service: string): Promise<void>;
  /** Stops a service, and starts it in a process of its own with other settings, or with modules loaded before it. */
  startChanged(service: string, change: { env?: Record<string, string>; preload?: URL }): Promise<void>;
  /** Stops what runs of a service, and starts it as it was. */
  startAgain(service: string): Promise<void>;
  /** Discards an event that a service has given up, as an operator would. */
  discard(service: string, eventId: string): Promise<void>;
  /** Tries at once what waits for its next attempt, as an operator would. */
  retry(service: string, event: string): Promise<void>;
}

/** Undoes what a fault did; it may be called again when it failed. */
export type Undo = () => Promise<void>;

/** What the monitor says while a fault is on. */
export type Finding =
  | { kind: 'step'; flow: string; step: string }
  | { kind: 'queue'; queue: string; atLeast: number }
  | { kind: 'hospital'; service: string; event: string }
  | { kind: 'refusal'; peer: string }
  | { kind: 'broker' }
  | { kind: 'down'; service: string }
  | { kind: 'none' };

/** An alert with some of its labels. */
export interface AlertNamed {
  name: string;
  labels: Record<string, string>;
}

/** Something that breaks in production, and that a person can try here. */
export interface Fault {
  name: string;
  /** In a few words, for a button. */
  title: string;
  /** What it does, in one sentence. */
  about: string;
  /** The service that an operator should be led to. */
  service: string;
  /** The alert that it raises, with the labels that say where. */
  alert: AlertNamed;
  /** The alerts that it raises besides. */
  alsoRaises?: readonly AlertNamed[];
  /** What the monitor, or the service, says of it. */
  finding: Finding;
  /** What makes it show. */
  traffic: 'sign-ups' | 'births' | 'erasures' | 'orders' | 'refunds' | 'none';
  /** The service of which an operator replays everything once it is off, because it has given up meanwhile what it otherwise would not. */
  replays?: string;
  /** It hurts nobody: every request succeeds meanwhile, and the monitor knows all of it afterwards. */
  isHarmless?: true;
  /** What an operator does about it in production, in one sentence. */
  mend: string;
  turnOn(platform: FaultyPlatform): Promise<Undo>;
  /** Removes what a launcher that was killed has left behind in the database. */
  clear?(platform: Pick<FaultyPlatform, 'databaseUrl'>): Promise<void>;
}
