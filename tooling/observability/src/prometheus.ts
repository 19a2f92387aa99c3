import type { Service } from '#libs/service';

/** The host and port at which Prometheus scrapes a service. */
export type Address = (service: Pick<Service, 'name' | 'port'>) => string;

/** Services on this machine, with their ports moved by `offset` as by the launcher's `--port-offset`. */
export const onThisMachine =
  (offset = 0): Address =>
  ({ port }) =>
    `127.0.0.1:${port + offset}`;

/** Services whose host names are their own names, as in Docker Compose. */
export const byName: Address = ({ name, port }) => `${name}:${port}`;

/** How Prometheus scrapes. */
export interface ScrapeOptions {
  /** The time between two scrapes, as Prometheus writes durations. */
  scrape?: string;
  /** The time between two evaluations of the rules. */
  evaluate?: string;
  /** The file with the bearer token for `/metrics`, if the services require one. */
  tokenFile?: string;
}

/**
 * The configuration of Prometheus 2.42 or 3, to be run with `--enable-feature=exemplar-storage`. Services export the label
 * `service` themselves; the target has it too, so that `up` carries it when the service is down.
 */
export const prometheusConfig = (
  services: Pick<Service, 'name' | 'port'>[],
  address: Address,
  { scrape = '5s', evaluate = '30s', tokenFile }: ScrapeOptions = {},
) => ({
  global: { scrape_interval: scrape, evaluation_interval: evaluate },
  storage: { exemplars: { max_exemplars: 100_000 } },
  rule_files: ['rules.yml'],
  scrape_configs: [
    {
      job_name: 'troupe',
      honor_labels: true,
      ...(tokenFile && { authorization: { credentials_file: tokenFile } }),
      static_configs: services.map((service) => ({
        targets: [address(service)],
        labels: { service: service.name },
      })),
    },
  ],
});
