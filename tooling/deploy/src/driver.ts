import type { Release } from './release.js';

/** What runs of one release. */
export interface Instance {
  /** The number of its release; 0 is what was started without one. */
  release: number;
  /** How the driver names it. */
  name: string;
  /** Where it answers this command. */
  url: string;
  /** Where it answers the gateway. */
  inside: string;
  /** The image that it was started from. */
  image: string;
}

/** What is known of an instance before it is started. */
export type Destination = Pick<Instance, 'release' | 'inside'>;

/** An instance, and how many of 100 requests and events it gets. */
export interface Share {
  instance: Destination;
  percent: number;
}

/** The migrations of a build, as `set/migration`, those of them that its database lacks, and those that the build lacks. */
export interface Schema {
  known: string[];
  missing: string[];
  /** An image of before does not tell. */
  unknown?: string[];
}

/** What a release of a service is configured with in an environment. */
export interface Configuration {
  settings: Record<string, string>;
  secrets: Record<string, string>;
}

/** Where services run. Every method may be repeated: what is done already is left as it is. */
export interface Driver {
  /** The image of a commit by digest, built once. @throws UserError when it cannot be had */
  image(service: string, revision: string): Promise<string>;
  /** Compares the migrations of an image with the database of its service. */
  schema(service: string, image: string): Promise<Schema>;
  configuration(service: string): Promise<Configuration>;
  /** What runs of the service, oldest release first. */
  running(service: string): Promise<Instance[]>;
  /** Brings the database of the service up to date with a release. */
  migrate(release: Release): Promise<void>;
  /** Where a release will answer the gateway. */
  destination(release: Release): Destination;
  /** Starts a release beside what runs. Its neighbours find it as soon as it runs. */
  start(release: Release, configuration: Configuration): Promise<Instance>;
  /** Tells the gateway which instances get requests, and the instances which of them take events. */
  route(service: string, shares: readonly Share[]): Promise<void>;
  /** Has an instance finish what it has begun, and ends it. */
  stop(instance: Instance): Promise<void>;
  /** A token with which a service calls another one. @throws Error when the issuer of the environment gives none */
  token(caller: string, callee: string): Promise<string>;
  /** The last lines that an instance has logged. */
  lastWords(instance: Instance): Promise<string[]>;
  /** The metrics of an instance, as OpenMetrics text. */
  metrics(instance: Instance): Promise<string>;
}
