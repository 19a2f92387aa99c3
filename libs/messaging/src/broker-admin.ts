/**
 * What admin processes and tests need of a broker: its topology, and who may connect to it. Services need `Broker` alone.
 * An engine implements both.
 */
export interface BrokerAdmin {
  /**
   * Makes the broker's topology, or brings it up to date. Running it again has no effect.
   * @returns what was run, as `set/change`; empty when the topology was up to date
   * @throws Error when the server does not answer, or a change fails
   */
  provision(): Promise<string[]>;
  /** The `BROKER_URL` of a service: its role on the server has the service's name. */
  urlFor(service: string, password: string): string;
  /**
   * Makes a broker of another name on the same server from this one, which is provisioned and was never used: a fresh
   * one for each test, faster than provisioning.
   * @param name of the copy, unique on the server
   * @throws Error when there is one of that name, or when anybody is connected to this one
   */
  copy(name: string): Promise<BrokerAdmin>;
  /** Removes the broker with everything in it, whoever is connected to it. */
  drop(): Promise<void>;
}
