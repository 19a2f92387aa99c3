/**
 * What admin processes and tests need of a broker: its topology, and the URLs of services. Services need `Broker` alone.
 * Every engine implements both.
 */
export interface BrokerAdmin {
  /**
   * Creates the broker's topology, or brings it up to date. Running it again has no effect.
   * @returns the changes that ran, as `set/change`; none when the topology was up to date
   * @throws Error when the server does not answer, or when a change fails
   */
  provision(): Promise<string[]>;
  /** The `BROKER_URL` of a service, under the role that bears the service's name. */
  urlFor(service: string, password: string): string;
  /**
   * Creates another broker on the same server as a copy of this one, which must be provisioned and unused. Tests get a
   * broker of their own this way, because a copy is faster than provisioning.
   * @param name of the copy, unique on the server
   * @throws Error when a broker of that name exists, or when this one has open connections
   */
  copy(name: string): Promise<BrokerAdmin>;
  /** Removes the broker and every message in it, and closes its connections. One that does not exist is no error. */
  drop(): Promise<void>;
}
